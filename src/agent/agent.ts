import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toAppError } from './contract/index.ts'
import type { Broadcast, Finding, Handlers, Request, Response, Standing } from './contract/index.ts'
import { openInlineCompute } from './loop/compute.ts'
import type { Compute } from './loop/compute.ts'
import { openDeciding } from './loop/deciding.ts'
import { openDeck } from './loop/deck.ts'
import { openDownloads } from './loop/downloads.ts'
import { openEmbedderChange } from './loop/embedder-change.ts'
import { openEmbedderInUse, rowInUse } from './loop/embedder-in-use.ts'
import { textsWithVectors } from './loop/embedder-texts.ts'
import { openAnnouncer } from './loop/events.ts'
import { defaultPrior } from './game/prior.ts'
import { rulesFor } from './loop/exclusions.ts'
import { forgetRefused, forgetStrayVectors } from './loop/forgetting.ts'
import { openGroundings } from './loop/groundings.ts'
import { allHandlers } from './handlers/all.ts'
import { tellNetwork } from './handlers/network.ts'
import { tellWriting } from './handlers/writing.ts'
import { mayWorkByItself, openHost } from './loop/host.ts'
import { openItems } from './loop/items.ts'
import { readBundledCrowds, readBundledVectors } from './propose/library-vectors.ts'
import type { Parts } from './loop/parts.ts'
import { openBackups } from './loop/backups.ts'
import { openCatchingUp } from './loop/catching-up.ts'
import { openChatOutcomes } from './loop/chat-outcomes.ts'
import { openLookingBack } from './loop/looking-back.ts'
import { openMind } from './loop/mind.ts'
import { openOwnServers } from './loop/own-server.ts'
import { readBuiltIn } from './loop/model-files.ts'
import { openModelRunner } from './loop/model-runner.ts'
import { openModels } from './loop/models.ts'
import { openNetwork } from './network/network.ts'
import { openObserved } from './loop/observed.ts'
import { openOtherEmbedders } from './loop/other-embedders.ts'
import { beliefNotice, embedderNotice, notesNotice, openTroubles, refusalNotice, restoreNotice, storeNotice } from './loop/troubles.ts'
import { loadCatalogue } from './model/catalogue.ts'
import { loadLabelled } from './model/decisions/labelled.ts'
import { embedderFile } from './model/embedder-file.ts'
import type { Embedder } from './model/embedder.ts'
import type { ReadFiles } from './observe/note-file.ts'
import type { Reader } from './observe/reader.ts'
import { appRoot, resource } from './paths.ts'
import { loadAnswers } from './propose/answers.ts'
import { loadAxes, loadLibrary } from './propose/library.ts'
import { followNotes } from './loop/quotes.ts'
import { openReading } from './loop/reading.ts'
import { openStateOutcomes } from './loop/state-outcomes.ts'
import { openTouched } from './loop/touched.ts'
import { openTyping } from './loop/typing.ts'
import { openWriting } from './loop/writing.ts'
import { openWrittenStates, trimRetired } from './loop/written-states.ts'
import type { LanguageModel } from './model/language-model.ts'
import { learnEdit } from './loop/revising.ts'
import { noticeEdit } from './loop/salience.ts'
import { readSettings } from './loop/settings.ts'
import { oneAtATime } from './in-order.ts'
import { renew, wishFor } from './renewing.ts'
import type { Wish } from './renewing.ts'
import type { Reopen } from './reopening.ts'
import { answer } from './router.ts'
import { openSerial } from './serial.ts'
import type { Store, StoreOptions } from './store/types.ts'

export type Agent = AsyncDisposable &
  Readonly<{
    handlers: Handlers
    answer: (request: Request) => Promise<Response>
    listen: (listener: (frame: Broadcast) => void) => () => void
    /** Resolves when no source is being read. */
    settled: () => Promise<void>
    /** Resolves when what was read since it was opened has been learnt from; at once where nothing was. */
    learnt: () => Promise<void>
    /** What a window would show just now. */
    standing: () => Standing
  }>

export type AgentOptions = Readonly<{
  home: string
  openStore: (home: string, options: StoreOptions) => Promise<Store>
  /** The built-in one; another that the person chose is opened beside it. */
  embedder: Embedder
  /** Called where the parts should be closed and opened again, so that another embedder takes over; else it does so at the next start. */
  reopen?: Reopen
  /** Defaults to computing in this thread. */
  compute?: Compute
  /** Where files are opened and parsed; by default in this thread. */
  readFiles?: ReadFiles
  /** Reads exports of chats; by default in this thread. */
  chats?: Reader
  /** Milliseconds since 1970. Defaults to the system's clock. */
  now?: () => number
  /** The model that is chosen, if any; by default the person's own server, then the chosen model here. */
  languageModel?: () => LanguageModel | null
  /** What the preflight found about the native modules. */
  natives?: readonly Finding[]
}>

const MINUTES_BETWEEN_TIDYING = 20

/** Puts the parts together. The caller owns the embedder; everything else is closed with the agent. */
export async function openAgent({ home, openStore, embedder: builtIn, reopen = () => undefined, compute = openInlineCompute(), readFiles, chats, now = Date.now, natives = [], ...given }: AgentOptions): Promise<Agent> {
  const { version } = JSON.parse(await readFile(join(appRoot(), 'package.json'), 'utf8')) as { version: string }
  const axes = await loadAxes(resource('axes.json'))
  const library = await loadLibrary(resource('states'), axes)
  const answers = await loadAnswers(resource('answers.json'), library)
  const announcer = openAnnouncer()
  let tellStatus = (): void => undefined
  let isClosing = false
  const troubles = openTroubles(() => isClosing || tellStatus())
  let refusing = Promise.resolve()
  const undone = await renew(home, openStore)
  if (undone) troubles.tell('restore', restoreNotice(undone))
  /** What it forgets stays in the backups. */
  const unguarded = await openStore(home, { onTrouble: (error) => troubles.tell('store', storeNotice(error)), onOver: () => troubles.over('store') })
  const backups = openBackups({ home, openStore, now, version, store: unguarded })
  const store = backups.guarded
  let requests = 0
  const network = await openNetwork({
    file: join(home, 'network.json'),
    isOff: readSettings(store).noNetwork,
    now,
    onCount: (count) => {
      if (count !== requests && !isClosing) announcer.announce('status', deck.status())
      requests = count
    },
  })
  let modelSaid = ''
  const models = openModels({
    store,
    catalogue: await loadCatalogue(resource('models.json')),
    builtIn: await readBuiltIn(embedderFile()),
    now,
    announce: (view) => {
      announcer.announce('models', view)
      if (models.line() !== modelSaid) tellStatus()
      modelSaid = models.line()
    },
  })
  await models.refresh()
  const servers = openOwnServers(store, network, models.changed)
  models.plug({ server: servers.view })
  const runner = openModelRunner({ store, models, texts: library.map(({ text }) => text), now, onNotice: (notice) => (notice ? troubles.tell('model', notice) : troubles.over('model')) })
  const languageModel = given.languageModel ?? (() => servers.model() ?? runner.languageModel())
  const host = openHost()
  const itemsOf = async (each: Embedder) => openItems(axes, each, store.vectors, await readBundledVectors(each.id))
  const libraryTexts = [...new Set([...library.map(({ text }) => text), ...[...answers.values()].flat()])]
  const reference = async () => (await (await itemsOf(builtIn)).many(libraryTexts.map((text) => ({ text, axes: {} })))).map(({ vector }) => vector)
  const others = openOtherEmbedders({ store, texts: libraryTexts, reference })
  const inUse = await openEmbedderInUse(store, models.here, builtIn, others.open)
  const { embedder } = inUse
  await store.prepared.moveIn(embedder.id)
  const items = await itemsOf(embedder)
  const libraryList = await items.many(library)
  const libraryItems = new Map(library.map((state, index) => [state.id, libraryList[index]!]))
  const written = openWrittenStates({ store, items })
  await written.load()
  const prior = defaultPrior(axes.length, axes.map((axis) => axis.kind))
  const mind = openMind({ store, axes, items, prior, compute, now, pool: libraryList.map(({ vector }) => vector), onTrouble: (thrown) => isClosing || troubles.tell('belief', beliefNotice(toAppError(thrown))) })
  const deciding = await openDeciding({
    store,
    model: languageModel,
    labelled: () => loadLabelled(axes),
    mayWork: () => mayWorkByItself(host.state()) && readSettings(store).writingSeconds > 0,
    now,
    onAnswers: () => {
      // Which way an axis was touched is asked once it is known which.
      touched.want()
      void lookThroughNotes()
    },
  })
  const touched = openTouched({ store, axes, deciding })
  touched.want()
  host.onChange(deciding.again)
  const groundings = openGroundings({ store, embedder, version, items, library, libraryItems, answers, crowds: await readBundledCrowds(embedder.id), compute, first: () => reading.firstLook(), typing: openTyping(deciding) })
  /** What was replaced leaves the disk, and search gets its index. */
  const tidyUp = (): void =>
    void store.compact().then(() => trimRetired(unguarded)).then(backups.daily).then(() => troubles.over('store'), (error: unknown) => {
      if (!isClosing) troubles.tell('store', storeNotice(toAppError(error)))
    })
  const tidying = setInterval(tidyUp, MINUTES_BETWEEN_TIDYING * 60_000)
  tidying.unref()
  const tellOfNotes = (error: unknown): void => {
    if (!isClosing) troubles.tell('notes', notesNotice(toAppError(error)))
  }
  const lookingBack = openLookingBack({
    states: openStateOutcomes({ store, embedder, items, typing: openTyping(deciding, 'states') }),
    chats: openChatOutcomes({ store, embedder, version, compute, library, libraryItems, deciding }),
    observed: () => observed,
  })
  const catchingUp = openCatchingUp({ parts: () => parts, inItsTurn: (action) => inItsTurn(action), onFailure: tellOfNotes })
  const lookThroughNotes = (): Promise<void> => groundings.refresh().then(() => {
    troubles.over('notes')
    catchingUp.learn()
  }, tellOfNotes)
  const reading = openReading({
    store,
    embedder,
    now,
    rulesOf: (id) => rulesFor(store, id),
    ...(readFiles && { readFiles }),
    chats,
    onSource: (source) => {
      announcer.announce('source', source)
      announcer.announce('status', deck.status())
    },
    onPassages: () => void lookThroughNotes(),
    onRead: () => {
      tidyUp()
      catchingUp.reviseNews()
    },
    onEdit: (edit) => void learnEdit(parts, edit).then(() => inItsTurn(() => noticeEdit(store, edit))).then(groundings.choose).catch(tellOfNotes),
    onRefused: (id, refused) => {
      refusing = refusing.then(() => inItsTurn(() => forgetRefused(parts, id, refused))).catch((error: unknown) => {
        if (!isClosing) troubles.tell('refusal', refusalNotice(store.sources.get(id)?.name ?? 'a source', error))
      })
    },
    // A card has to hold the words that are refused until they are forgotten with it.
    onChanged: () => void refusing.then(() => inTurn(() => followNotes({ store }))).catch((error: unknown) => {
      if (!isClosing) troubles.tell('store', storeNotice(toAppError(error)))
    }),
  })
  const inTurn = openSerial()
  const inItsTurn = <Value>(action: () => Promise<Value>): Promise<Value> => mind.ready.then(() => inTurn(action))
  const observed = openObserved({ parts: () => parts, inTurn: inItsTurn })
  const parts: Parts = { version, now, axes, library, libraryItems, embedder, store, items, written, mind, groundings, observed, lookingBack, deciding, touched, learnSoon: catchingUp.learnNews, forgotten: catchingUp.forgotten, reading, announcer, network, models, servers, languageModel, host, notices: troubles.all }
  const deck = openDeck(parts)
  const change = openEmbedderChange({
    store,
    models,
    inUse,
    builtIn,
    open: others.open,
    itemsOf,
    texts: () => textsWithVectors({ store, library, answers, groundings }),
    takeOver: (modelId) => inItsTurn(async () => {
      await forgetStrayVectors(parts)
      await store.say({ settings: [rowInUse(modelId)] })
      reopen()
    }),
    onFailure: (modelId, thrown) => troubles.tell('embedder', embedderNotice(`The embedder ${modelId} could not be prepared: ${toAppError(thrown).message}`)),
  })
  models.plug({ preparing: change.preparing, release: change.release })
  models.onChoice((kind) => {
    if (kind !== 'embed') return
    others.onChoice()
    change.follow()
  })
  if (inUse.problem !== null) troubles.tell('embedder', embedderNotice(inUse.problem))
  tellStatus = () => announcer.announce('status', deck.status())
  const writing = openWriting({ parts, compute, inTurn: inItsTurn })
  models.plug({ writing: writing.days, writingWaits: writing.waits })
  models.onChoice(writing.look)
  models.onChoice(() => announcer.announce('settings', readSettings(store)))
  models.onChoice(deciding.again)
  // What nobody looked at, since no model could be asked about it.
  models.onChoice((kind) => {
    if (kind === 'chat') void lookThroughNotes()
  })
  void lookThroughNotes().then(catchingUp.revise).then(change.follow)

  const downloads = await openDownloads({ store, models, network, now })

  /** What is written for the person would hold it up, and would not stay. */
  async function replaceWith(wish: Wish): Promise<void> {
    writing.stop()
    await wishFor(home, wish)
    reopen({ holds: true })
  }

  const unordered = allHandlers({ parts, deck, home, backups, natives, runner, writing, downloads, replaceWith })
  // Until then how often it may speak was said of a belief that knew nothing.
  mind.ready.then(() => !isClosing && tellStatus(), () => undefined)
  const inOrder = oneAtATime(mind.ready, inTurn, unordered)
  const handlers: Handlers = { ...inOrder, ...tellNetwork(network, tellWriting(writing, host, inOrder), () => readSettings(store).noNetwork) }

  async function settled(): Promise<void> {
    await reading.settled()
    await groundings.settled()
    // What was looked through is learnt from in the next turn of the loop.
    await new Promise((resolve) => setImmediate(resolve))
    await refusing
    await catchingUp.settled()
    await change.settled()
  }

  return {
    handlers,
    answer: (request) => answer(handlers, request),
    listen: announcer.listen,
    settled,
    learnt: async () => (catchingUp.isNews() ? settled() : undefined),
    standing: deck.standing,
    [Symbol.asyncDispose]: async () => {
      isClosing = true
      clearInterval(tidying)
      mind[Symbol.dispose]()
      await downloads[Symbol.asyncDispose]()
      await writing[Symbol.asyncDispose]()
      await deciding[Symbol.asyncDispose]()
      await runner[Symbol.asyncDispose]()
      await models[Symbol.asyncDispose]()
      await network[Symbol.asyncDispose]()
      await change[Symbol.asyncDispose]()
      await reading[Symbol.asyncDispose]()
      if (embedder !== builtIn) await embedder[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
    },
  }
}

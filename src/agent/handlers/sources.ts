import { AppError } from '../contract/index.ts'
import type { Handlers, Passage, PassageView } from '../contract/index.ts'
import type { Deck } from '../loop/deck.ts'
import { forgetPassages, passagesOf } from '../loop/forgetting.ts'
import type { Parts } from '../loop/parts.ts'
import { allProposals } from '../loop/proposals.ts'
import { lookAtSource } from '../loop/purging.ts'
import { openSalience } from '../loop/salience.ts'
import { search } from '../loop/search.ts'
import { usedFor } from '../loop/uses.ts'
import { withheldOf } from '../loop/withheld.ts'

type Names =
  | 'sources.list' | 'sources.dryRun' | 'sources.add' | 'sources.readAgain' | 'sources.pause' | 'sources.previewRemove' | 'sources.remove'
  | 'memory.passages' | 'memory.passage' | 'memory.search' | 'memory.withheld' | 'memory.forget'

export function sourceHandlers(parts: Parts, deck: Deck): Pick<Handlers, Names> {
  const { store, reading, announcer } = parts

  function view(passages: readonly Passage[]): readonly PassageView[] {
    const names = new Map(store.sources.all().map((row) => [row.id, row.name]))
    const cards = allProposals(store).filter(({ status }) => status !== 'withdrawn')
    const salience = openSalience(store)
    const mayGround = usedFor(store, 'proposals')
    const aimOf = new Map(parts.groundings.aims.all().flatMap((aim) => aim.mentions.map(({ passageId }) => [passageId, aim])))
    return passages.map((passage) => {
      const using = cards.filter(({ card }) => card.quotes.some((quote) => quote.passageId === passage.id))
      const rows = using.filter(({ status }) => status === 'answered').length
      const use = using.length === 0 ? 'not used yet' : `in ${counted(using.length, 'proposal')}, ${counted(rows, 'row')} of evidence`
      const turnedTo = mayGround.has(passage.sourceId) ? salience.words(passage.id, aimOf.get(passage.id) ?? null) : null
      return { ...passage, sourceName: names.get(passage.sourceId) ?? '', use: turnedTo === null ? use : `${use}; ${turnedTo}, so proposals look here ${salience.of(passage.id, aimOf.get(passage.id) ?? null) < 0 ? 'later' : 'sooner'}` }
    })
  }

  async function passage(id: string): Promise<Passage> {
    const [found] = await store.memories.get([id])
    if (!found) throw new AppError('NOT_FOUND', `There is no passage ${id}. Its note may have changed since; search for it again.`)
    return found
  }

  return {
    'sources.list': () => reading.list(),
    'sources.dryRun': ({ path, seed }) => reading.dryRun(path, seed),
    'sources.add': ({ path, folders, uses }) => reading.add(path, folders, uses),
    'sources.readAgain': ({ id }) => reading.readAgain(id),
    'sources.pause': ({ id, paused }) => reading.pause(id, paused),
    'sources.previewRemove': ({ id }) => lookAtSource(parts, id),
    'sources.remove': async ({ id }) => {
      const source = reading.get(id)
      await reading.stop(id)
      const gone = await forgetPassages(parts, await passagesOf(parts, id), source)
      announcer.announce('status', deck.status())
      return gone
    },
    'memory.passages': async ({ query, sourceId, speaker, offset, limit }) => {
      const { total, passages } = await store.memories.list({ query, offset, limit, ...(sourceId !== undefined && { sourceId }), ...(speaker !== undefined && { speaker }) })
      return { total, passages: view(passages) }
    },
    'memory.search': async ({ query, limit, sourceId, speaker }) => {
      const hits = await search(parts, { query, limit, ...(sourceId !== undefined && { sourceId }), ...(speaker !== undefined && { speaker }) })
      const passages = view(hits.map(({ passage: found }) => found))
      return hits.map((hit, index) => ({ ...hit, passage: passages[index]! }))
    },
    'memory.passage': async ({ id }) => view([await passage(id)])[0]!,
    'memory.withheld': () => withheldOf(reading.list()),
    'memory.forget': async ({ passageId }) => forgetPassages(parts, [await passage(passageId)], null),
  }
}

const counted = (count: number, noun: string): string => `${count} ${count === 1 ? noun : `${noun}s`}`

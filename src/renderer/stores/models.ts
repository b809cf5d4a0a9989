import { create } from 'zustand'
import type { ModelKind, Models, RouteInput } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { modelName } from '../words/models.ts'
import { decimal } from '../words/numbers.ts'
import { say } from './announcer.ts'
import { noticeFailure } from './app.ts'

export type ServerForm = RouteInput<'server.try'>
type Tried = Readonly<{ models: readonly string[]; ms: number }>

type ModelsState = Readonly<{
  models: Models | null
  /** Acts that have not answered yet, by where they were asked for: "measure/ID", "add", "test". */
  busy: ReadonlySet<string>
  /** What went wrong, by the same; gone with the next try there. */
  failures: Readonly<Record<string, RequestError>>
  load: () => Promise<void>
  test: () => Promise<void>
  /** Whether it was taken. */
  add: (file: string) => Promise<boolean>
  /** Lists a file of the hub by its address. Whether it was found. */
  find: (address: string) => Promise<boolean>
  remove: (id: string) => Promise<void>
  choose: (kind: ModelKind, id: string | null) => Promise<void>
  download: (id: string) => Promise<void>
  pause: (id: string) => Promise<void>
  cancel: (id: string, discard: boolean) => Promise<void>
  measure: (id: string) => Promise<void>
  unload: () => Promise<void>
  tryServer: (server: ServerForm) => Promise<Tried | null>
  /** Null takes the server out of use. Whether it was done. */
  setServer: (server: ServerForm | null) => Promise<boolean>
  clear: (place: string) => void
}>

/** What is known of models and of what they run on. */
export const useModels = create<ModelsState>()((set, get) => {
  /** One act at a time in each place; what goes wrong is kept there, with `what` did not come about. Null where it did not. */
  async function at<Value>(place: string, what: string, act: () => Promise<Value>): Promise<Value | null> {
    if (get().busy.has(place)) return null
    set(({ busy, failures }) => ({ busy: new Set(busy).add(place), failures: without(failures, place) }))
    try {
      return await act()
    } catch (thrown) {
      const error = noticeFailure(thrown).of(what)
      set(({ failures }) => ({ failures: { ...failures, [place]: error } }))
      return null
    } finally {
      set(({ busy }) => ({ busy: new Set([...busy].filter((each) => each !== place)) }))
    }
  }
  const nameOf = (id: string): string => {
    const model = get().models?.models.find((each) => each.id === id)
    return model ? modelName(model) : 'The model'
  }
  const refresh = async (): Promise<void> => set({ models: await client.request('models.list', {}) })
  const answered = async (place: string, what: string, ask: () => Promise<Models>, words: string): Promise<void> => {
    await at(place, what, async () => {
      set({ models: await ask() })
      say(words)
    })
  }

  return {
    models: null,
    busy: new Set(),
    failures: {},
    load: async () => void (await at('list', 'What there is of models could not be read.', refresh)),
    test: async () => {
      await at('test', 'This computer was not tested.', async () => {
        await client.request('models.test', {})
        await refresh()
        say('Tested.')
      })
    },
    add: async (file) => {
      const added = await at('add', 'That file was not taken.', async () => {
        const model = await client.request('models.add', { file })
        await refresh()
        say(`${modelName(model)} is listed.`)
        return model
      })
      return added !== null
    },
    find: async (address) => {
      const found = await at('find', 'That file was not found.', async () => {
        const model = await client.request('models.find', { address })
        await refresh()
        say(`${modelName(model)} is listed.`)
        return model
      })
      return found !== null
    },
    remove: (id) => answered(id, `${nameOf(id)} was not removed.`, () => client.request('models.remove', { id }), `${nameOf(id)} was removed.`),
    choose: (kind, id) => answered(id ?? kind, id === null ? 'The model is still in use.' : `${nameOf(id)} is not in use.`, () => client.request('models.choose', { kind, id }), id === null ? 'No model is used.' : `${nameOf(id)} is used from now on.`),
    download: (id) => answered(id, `The download of ${nameOf(id)} did not go on.`, () => client.request('models.download', { id }), `Downloading ${nameOf(id)}.`),
    pause: (id) => answered(id, `The download of ${nameOf(id)} was not paused.`, () => client.request('models.pause', { id }), 'Paused.'),
    cancel: (id, discard) => answered(id, `The download of ${nameOf(id)} was not cancelled.`, () => client.request('models.cancel', { id, discard }), discard ? 'Discarded.' : 'Cancelled. What is here is kept.'),
    measure: async (id) => {
      await at(`measure/${id}`, `${nameOf(id)} was not measured.`, async () => {
        const { tokensPerSecond, embeddingsPerSecond } = await client.request('models.measure', { id })
        await refresh()
        const rate = tokensPerSecond ?? embeddingsPerSecond
        say(rate === null ? 'Measured.' : `${decimal(rate, 1)} a second.`)
      })
    },
    unload: () => answered('unload', 'Its memory was not given back.', () => client.request('models.unload', {}), 'Its memory was given back.'),
    tryServer: (server) => at('server', 'The server was not reached.', () => client.request('server.try', server)),
    setServer: async (server) => {
      const done = await at('server', server === null ? 'The server is still in use.' : 'The server is not in use.', async () => {
        const models = await client.request('server.set', { server })
        set({ models })
        say(models.server ? 'Your server writes from now on.' : 'Your server is not used any more.')
        return true
      })
      return done ?? false
    },
    clear: (place) => set(({ failures }) => ({ failures: without(failures, place) })),
  }
})

const without = (failures: ModelsState['failures'], place: string): ModelsState['failures'] => Object.fromEntries(Object.entries(failures).filter(([at]) => at !== place))

export const useBusy = (place: string): boolean => useModels((state) => state.busy.has(place))
/** The first of these places where something went wrong. */
export const useFailure = (...places: readonly string[]): RequestError | null => useModels(({ failures }) => places.map((place) => failures[place]).find(Boolean) ?? null)

export function listenToModels(): void {
  client.on('models', (models) => useModels.setState({ models }))
}

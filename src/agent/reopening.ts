import type { Broadcast, Request, Response, Standing } from './contract/index.ts'
import type { Agent } from './agent.ts'

/** What outlives the agent's parts being opened anew. */
export type Reopening = AsyncDisposable & Pick<Agent, 'answer' | 'listen' | 'settled' | 'learnt'> & Readonly<{ standing: () => Promise<Standing> }>

/** `holds`: what comes from now on waits for the next, since nothing that this one is told will stay. */
export type Reopen = (how?: Readonly<{ holds: boolean }>) => void

/**
 * An agent whose parts can be closed and opened again while its process goes on, as a change of embedder needs. `again` asks for
 * it: requests under way are answered first, those that come while it is closed wait and are answered by the next. Where it cannot
 * be opened again the rejection is nobody's: the process ends, and whoever watches it starts the next.
 */
export async function openReopening(open: (again: Reopen) => Promise<Agent>): Promise<Reopening> {
  const listeners = new Set<(frame: Broadcast) => void>()
  let underWay = 0
  let onQuiet: () => void = () => undefined
  let isAsked = false
  let isClosing = false
  let replacing: Promise<void> | null = null
  let held: Promise<void> | null = null
  let letGo = (): void => undefined
  let agent = await opened()

  async function opened(): Promise<Agent> {
    const next = await open(again)
    next.listen((frame) => {
      for (const listener of listeners) listener(frame)
    })
    return next
  }

  function again({ holds } = { holds: false }): void {
    if (isClosing) return
    if (holds) held ??= new Promise((resolve) => (letGo = resolve))
    if (isAsked) return
    isAsked = true
    onQuiet = replace
    // A request may be what asks.
    setImmediate(() => underWay === 0 && onQuiet())
  }

  function replace(): void {
    onQuiet = () => undefined
    if (isClosing) return
    replacing = (async () => {
      await agent[Symbol.asyncDispose]()
      isAsked = false
      agent = await opened()
      replacing = null
      release()
    })()
  }

  function release(): void {
    held = null
    letGo()
  }

  async function current(): Promise<Agent> {
    for (let last = replacing ?? held; last; last = replacing ?? held) await last
    return agent
  }

  return {
    answer: async (request: Request): Promise<Response> => {
      const asked = await current()
      underWay += 1
      try {
        return await asked.answer(request)
      } finally {
        underWay -= 1
        if (underWay === 0) onQuiet()
      }
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    settled: async () => (await current()).settled(),
    learnt: async () => (await current()).learnt(),
    standing: async () => (await current()).standing(),
    [Symbol.asyncDispose]: async () => {
      isClosing = true
      if (!replacing) release()
      await (await current())[Symbol.asyncDispose]()
    },
  }
}

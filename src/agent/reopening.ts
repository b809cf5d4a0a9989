import type { Broadcast, Request, Response } from './contract/index.ts'
import type { Agent } from './agent.ts'

/** What outlives the agent's parts being opened anew. */
export type Reopening = AsyncDisposable & Pick<Agent, 'answer' | 'listen' | 'settled' | 'learnt'>

/**
 * An agent whose parts can be closed and opened again while its process goes on, as a change of embedder needs. `again` asks for
 * it: requests under way are answered first, those that come meanwhile wait and are answered by the next. Where it cannot be
 * opened again the rejection is nobody's: the process ends, and whoever watches it starts the next.
 */
export async function openReopening(open: (again: () => void) => Promise<Agent>): Promise<Reopening> {
  const listeners = new Set<(frame: Broadcast) => void>()
  let underWay = 0
  let onQuiet: () => void = () => undefined
  let isAsked = false
  let isClosing = false
  let replacing: Promise<void> | null = null
  let agent = await opened()

  async function opened(): Promise<Agent> {
    const next = await open(again)
    next.listen((frame) => {
      for (const listener of listeners) listener(frame)
    })
    return next
  }

  function again(): void {
    if (isAsked || isClosing) return
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
    })()
  }

  async function current(): Promise<Agent> {
    while (replacing) await replacing
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
    [Symbol.asyncDispose]: async () => {
      isClosing = true
      await (await current())[Symbol.asyncDispose]()
    },
  }
}

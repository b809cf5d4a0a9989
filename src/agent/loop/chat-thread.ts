import type { ChatDesk, ChatJob } from '../observe/chats/portions.ts'
import type { Reader } from '../observe/reader.ts'
import type { Thread } from '../thread.ts'

/** So long a thread that has nothing to read keeps what it holds. */
const IDLE_MS = 5000

/** Reads exports of chats in a thread of their own, so that a window is answered meanwhile. The thread is closed with it, and whenever there is nothing to read. */
export function openChatThread(thread: Thread): AsyncDisposable & Readonly<{ chats: Reader }> {
  let lastId = 0
  let waited = 0
  let idle: NodeJS.Timeout | undefined

  async function ask<Kind extends keyof ChatDesk>(kind: Kind, input: Parameters<ChatDesk[Kind]>[0]): Promise<Awaited<ReturnType<ChatDesk[Kind]>>> {
    return (await thread.run(kind, input)) as Awaited<ReturnType<ChatDesk[Kind]>>
  }

  /** What the thread held of an export goes back to the system with it. */
  async function using<Value>(act: () => Promise<Value>): Promise<Value> {
    enter()
    try {
      return await act()
    } finally {
      leave()
    }
  }

  function enter(): void {
    clearTimeout(idle)
    waited += 1
  }

  function leave(): void {
    waited -= 1
    if (waited === 0) idle = setTimeout(() => void thread[Symbol.asyncDispose](), IDLE_MS).unref()
  }

  /** Calls the work off in the thread as soon as it is called off here. Returns how to stop listening. */
  function follow(id: number, signal: AbortSignal | undefined): () => void {
    // A thread that has gone has nothing left to call off.
    const callOff = (): void => void ask('chatsEnd', id).catch(() => undefined)
    signal?.addEventListener('abort', callOff)
    return () => signal?.removeEventListener('abort', callOff)
  }

  const chats: Reader = {
    kind: 'chats',
    holds: (path) => using(() => ask('chatsHold', path)),
    dryRun: (path, { seed = 0, signal, rules, others = [] }) =>
      using(async () => {
        const id = ++lastId
        const unfollow = follow(id, signal)
        try {
          signal?.throwIfAborted()
          return await ask('chatsDryRun', { id, path, seed, rules: rules?.texts ?? [], others })
        } finally {
          unfollow()
        }
      }),
    async *read(path, folders, known, { signal, onFile, rules, tacits = [], areRulesNew = false, only, others = [] } = {}) {
      const id = ++lastId
      const job: ChatJob = { path, folders, known, rules: rules?.texts ?? [], tacits, areRulesNew, only: only ?? null, others }
      enter()
      const unfollow = follow(id, signal)
      try {
        signal?.throwIfAborted()
        await ask('chatsBegin', { id, job })
        for (let next = ask('chatsNext', id); ; ) {
          const { reads, looked, isDone } = await next
          signal?.throwIfAborted()
          // The next portion is read while this one is taken.
          if (!isDone) next = ask('chatsNext', id)
          // It is awaited in its turn; where what stands before it fails, that is what is told.
          next.catch(() => undefined)
          if (looked) onFile?.(...looked)
          yield* reads
          if (isDone) return
        }
      } catch (thrown) {
        signal?.throwIfAborted()
        throw thrown
      } finally {
        unfollow()
        // Why the reading failed has been thrown already, and a thread that has gone has ended it.
        await ask('chatsEnd', id).catch(() => undefined)
        leave()
      }
    },
  }
  return {
    chats,
    [Symbol.asyncDispose]: async () => {
      clearTimeout(idle)
      await thread[Symbol.asyncDispose]()
    },
  }
}

import { AppError, THREAD_STATES } from '../../agent/contract/index.ts'
import type { Client, ThreadState } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'
import { completeId } from '../ids.ts'
import { threadsText, threadText } from '../text/thread-text.ts'

const PAGE = 200

export const threads = command({
  name: 'threads',
  operands: ['STATE?'],
  summary: `what you mean to do, as your words tell it: each aim with its state, of ${THREAD_STATES.join(', ')}`,
  options: {},
  run: async ({ connect, answer, progress, style, width }, [state]) => {
    if (state !== undefined && !isState(state)) throw new UsageError(`${JSON.stringify(state)} is no state of a thread.`, `The states are ${THREAD_STATES.join(', ')}.`)
    const client = await connect()
    let found = await client.request('threads.list', { limit: PAGE, ...(state !== undefined && { state }) })
    while (found.isLooking) {
      progress('Looking through what was read')
      found = await client.request('threads.list', { limit: PAGE, ...(state !== undefined && { state }) })
    }
    answer(found, threadsText(found, style, width))
  },
})

export const threadsCorrect = command({
  name: 'threads correct',
  operands: ['ID', 'STATE'],
  summary: `say how a thread stands: ${THREAD_STATES.join(', ')}; words leaves it to your words again, wrong says that it is no aim`,
  options: {},
  run: async ({ connect, answer, style, width }, [given, said]) => {
    if (said !== 'words' && said !== 'wrong' && !isState(said!)) throw new UsageError(`${JSON.stringify(said)} is no state of a thread.`, `The states are ${THREAD_STATES.join(', ')}; or words, or wrong.`)
    const client = await connect()
    const id = completeId(given!, await allIds(client))
    const thread = await client.request('threads.correct', { id, ...(said === 'wrong' ? { wrong: true } : { state: said === 'words' ? null : (said as ThreadState) }) })
    answer({ thread }, thread ? threadText(thread, style, width) : 'It is no longer taken for an aim.')
  },
})

async function allIds(client: Client): Promise<readonly string[]> {
  const ids: string[] = []
  for (;;) {
    const { total, threads: page } = await client.request('threads.list', { limit: PAGE, offset: ids.length })
    ids.push(...page.map(({ id }) => id))
    if (page.length === 0 || ids.length >= total) break
  }
  if (ids.length === 0) throw new AppError('NOT_FOUND', 'There is no thread. tacit observe reads something first.')
  return ids
}

const isState = (text: string): text is ThreadState => (THREAD_STATES as readonly string[]).includes(text)

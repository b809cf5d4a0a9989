import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Agent } from '../../src/agent/agent.ts'
import type { Card, Stars } from '../../src/agent/contract/index.ts'
import { median, timed } from './durations.ts'

/** A person needs longer for an answer; it is enough that the act before has come to rest. */
const PAUSE_MS = 120
/** LanceDB follows what was said once it was quiet for a second. */
const FOLLOW_MS = 1500
const DECK = 12
const WARM_UP = 6

type AnsweringOptions = Readonly<{
  agent: Agent
  /** Resolves when no refit is under way. */
  refitted: () => Promise<unknown>
  home: string
  decks: number
  rate: (card: Card) => Stars
}>

/** Milliseconds of each answer, of a bare line synced just before it, and of the card that came next. */
export type Answering = Readonly<{ answers: readonly number[]; syncs: readonly number[]; nexts: readonly number[]; lineBytes: number }>

/** Answers whole decks through the agent's own routes, and syncs a line as long as the journal's to a file beside it before each answer. */
export async function answerDecks({ agent: { handlers }, refitted, home, decks, rate }: AnsweringOptions): Promise<Answering> {
  const journal = join(home, 'journal')
  const answers: number[] = []
  const syncs: number[] = []
  const nexts: number[] = []
  const lengths: number[] = []
  const bare = await open(join(home, '..', 'bare'), 'a')
  try {
    for (let done = 0; done < decks * DECK; done += 1) {
      const isNewDeck = done % DECK === 0
      if (isNewDeck) {
        await wait(FOLLOW_MS)
        await handlers['today.leaveFive']({})
      }
      // A refit begins soon after six answers, where none has just been made, and goes on beside some of those that follow; the rest have none.
      if (done % DECK === DECK / 2) await refitted()
      const { result: tray, ms: nextMs } = await timed(() => (isNewDeck ? handlers['today.five']({ form: 'state', count: DECK }) : handlers['today.tray']({})))
      const [card] = tray.cards
      if (!card) throw new Error(`The deck was empty after ${done} answers.`)
      const rating = rate(card)
      await wait(PAUSE_MS)
      const line = Buffer.alloc(lengths.length === 0 ? 1000 : Math.round(median(lengths)), 'x')
      const { ms: syncMs } = await timed(async () => {
        await bare.write(line)
        await bare.datasync()
      })
      await wait(PAUSE_MS)
      const before = (await stat(journal)).size
      const { ms: answerMs } = await timed(() => handlers['proposals.rate']({ id: card.id, answer: { kind: 'stars', rating } }))
      lengths.push(Math.max(1, (await stat(journal)).size - before))
      if (done < WARM_UP) continue
      answers.push(answerMs)
      syncs.push(syncMs)
      nexts.push(nextMs)
    }
  } finally {
    await bare.close()
  }
  return { answers, syncs, nexts, lineBytes: Math.round(median(lengths)) }
}

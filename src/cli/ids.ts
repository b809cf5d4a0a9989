import { UsageError } from './command.ts'
import type { Answer, Card, Client } from '../agent/contract/index.ts'

const LISTED = 500

/** The part of an id that is enough to type. */
export function shortId(id: string): string {
  return id.slice(0, 8)
}

/** The one id among `ids` that begins with what was given; what was given where none does, so that the agent says so. */
export function completeId(given: string, ids: readonly string[]): string {
  if (ids.includes(given)) return given
  const matches = ids.filter((id) => id.startsWith(given))
  if (matches.length > 1) throw new UsageError(`${JSON.stringify(given)} could be ${matches.slice(0, 3).join(', ')}${matches.length > 3 ? ` or ${matches.length - 3} more` : ''}.`, 'Give more of the id.')
  return matches[0] ?? given
}

export async function completeCardId(client: Client, given: string): Promise<string> {
  const listed = await client.request('proposals.list', { limit: LISTED })
  return completeId(given, listed.map(({ card }) => card.id))
}

/** The card that is to be answered; the others of a tray only peek. */
export function currentCard(cards: readonly Card[]): Card | null {
  return cards.find(({ sealedAt }) => sealedAt > 0) ?? null
}

export const ANSWERS = '1 to 5, first, second, equal, yes, lately, no (to "has this changed?"), changed, depends, first-slip, second-slip (to two ratings that hardly go together), glad, neither, sorry, did-not-happen (to "glad it is so?"), dismiss, not-now, cannot-say, or edit followed by your text'

/** Reads the words of an answer. Throws UsageError. */
export function readAnswer(words: readonly string[]): Answer {
  const [word = '', ...rest] = words
  const text = rest.join(' ').trim()
  if (word === 'edit') {
    if (text.length < 3) throw new UsageError('An edit needs the text as you would have it.', 'tacit rate ID edit "Two evenings a week the phone stays in the hall."')
    return { kind: 'edit', text }
  }
  if (rest.length > 0) throw new UsageError(`One answer is enough: ${JSON.stringify(words.join(' '))}.`, `The answers are ${ANSWERS}.`)
  if (/^[1-5]$/.test(word)) return { kind: 'stars', rating: Number(word) }
  if (word === 'first' || word === 'second' || word === 'equal') return { kind: 'pair', choice: word }
  if (word === 'yes' || word === 'lately' || word === 'no') return { kind: 'change', answer: word }
  if (word === 'changed' || word === 'depends' || word === 'first-slip' || word === 'second-slip') return { kind: 'contradiction', answer: word }
  if (word === 'glad' || word === 'neither' || word === 'sorry' || word === 'did-not-happen') return { kind: 'hindsight', verdict: word }
  if (word === 'dismiss' || word === 'not-now' || word === 'cannot-say') return { kind: word }
  throw new UsageError(`${JSON.stringify(word)} is no answer.`, `The answers are ${ANSWERS}.`)
}

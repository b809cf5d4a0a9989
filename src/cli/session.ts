import { toAppError } from '../agent/contract/index.ts'
import type { Answer, Card, Chip, Client, Opened, Tray } from '../agent/contract/index.ts'
import { currentCard } from './ids.ts'
import { cardText, openedText, RATING_WORDS } from './text/card-text.ts'
import type { Style } from './text/style.ts'

/** What a session of rating needs of a terminal. */
export type Keyboard = Readonly<{
  /** The next key; null when there will be none. */
  key: () => Promise<string | null>
  /** Lets the person change a text; null when they gave up. */
  edit: (text: string) => Promise<string | null>
}>

type Session = Readonly<{ client: Client; keyboard: Keyboard; write: (text: string) => void; style: Style; width: number }>

/** The ways past a card that answer nothing. */
const LEAVE_KEYS: Readonly<Record<string, Answer>> = {
  n: { kind: 'not-now' },
  0: { kind: 'cannot-say' },
}
const STATE_KEYS: Readonly<Record<string, Answer>> = {
  1: { kind: 'stars', rating: 1 },
  2: { kind: 'stars', rating: 2 },
  3: { kind: 'stars', rating: 3 },
  4: { kind: 'stars', rating: 4 },
  5: { kind: 'stars', rating: 5 },
  d: { kind: 'dismiss' },
  ...LEAVE_KEYS,
}
const PAIR_KEYS: Readonly<Record<string, Answer>> = {
  1: { kind: 'pair', choice: 'first' },
  2: { kind: 'pair', choice: 'second' },
  3: { kind: 'pair', choice: 'equal' },
  ...LEAVE_KEYS,
}

const CHANGE_KEYS: Readonly<Record<string, Answer>> = {
  1: { kind: 'change', answer: 'yes' },
  2: { kind: 'change', answer: 'lately' },
  3: { kind: 'change', answer: 'no' },
  ...LEAVE_KEYS,
}
const CONTRADICTION_KEYS: Readonly<Record<string, Answer>> = {
  1: { kind: 'contradiction', answer: 'changed' },
  2: { kind: 'contradiction', answer: 'depends' },
  3: { kind: 'contradiction', answer: 'first-slip' },
  4: { kind: 'contradiction', answer: 'second-slip' },
  ...LEAVE_KEYS,
}
const HINDSIGHT_KEYS: Readonly<Record<string, Answer>> = {
  1: { kind: 'hindsight', verdict: 'glad' },
  2: { kind: 'hindsight', verdict: 'neither' },
  3: { kind: 'hindsight', verdict: 'sorry' },
  4: { kind: 'hindsight', verdict: 'did-not-happen' },
  ...LEAVE_KEYS,
}
const KEYS = { state: STATE_KEYS, pair: PAIR_KEYS, change: CHANGE_KEYS, contradiction: CONTRADICTION_KEYS, hindsight: HINDSIGHT_KEYS } as const

/** What a card of each form asks, the keys that answer it, and the keys beside them. */
const ASKED = {
  state: { question: 'How much would you want this to be so?', keys: RATING_WORDS.map((word, index) => `${index + 1} ${word}`).join('   '), more: 'e edit   n not now   d dismiss   0 can’t say   w why   u undo   q quit' },
  pair: { question: 'Which would you rather have be so?', keys: '1 this   2 that   3 about equal', more: 'e neither, I would write it so   n not now   0 can’t say   u undo   q quit' },
  hindsight: { question: 'Glad it is so?', keys: '1 glad   2 neither   3 sorry   4 it did not happen', more: 'n not now   0 can’t say   u undo   q quit' },
  contradiction: { question: 'These two hardly go together. What is it?', keys: '1 I changed   2 it depends   3 the earlier was a slip   4 the later was a slip', more: 'n not now   0 can’t say   u undo   q quit' },
  change: { question: 'Has this changed for you?', keys: '1 yes, it has   2 just lately   3 no', more: 'n not now   0 can’t say   u undo   q quit' },
} as const

/** Rates fives of cards until the person quits. Answers what was opened, in order; what was taken back is not in it. */
export async function rateSession(session: Session): Promise<readonly Opened[]> {
  const { client, keyboard, write, style } = session
  const opened: Opened[] = []
  let tray = await client.request('today.five', {})
  write(style.bold(tray.lede))
  for (;;) {
    const card = currentCard(tray.cards)
    write(card ? question(card, tray, session) : ended(tray, style))
    const next = await act(card, await keyboard.key())
    if (next === null) return opened
    tray = next
  }

  /** Does what a key asks for; null at the end of the session. */
  async function act(card: Card | null, key: string | null): Promise<Tray | null> {
    if (key === null || key === 'q') return null
    try {
      if (key === 'u') return await undo()
      if (key === 'w') return await giveReasons()
      if (!card) return key === 'r' ? await client.request('today.five', {}) : tray
      if (key === 'e' && (card.form === 'state' || card.form === 'pair')) return await edit(card)
      const answer = KEYS[card.form][key]
      return answer ? await rate(card, answer) : tray
    } catch (thrown) {
      const error = toAppError(thrown)
      if (error.code === 'AGENT_STOPPED' || error.code === 'INTERNAL') throw error
      write(style.danger(`  ${error.message}`))
      return client.request('today.tray', {})
    }
  }

  async function rate(card: Card, answer: Answer): Promise<Tray> {
    const result = await client.request('proposals.rate', { id: card.id, answer })
    opened.push(result)
    write(openedText(result, style, session.width))
    return client.request('today.tray', {})
  }

  async function edit(card: Card): Promise<Tray> {
    // Of a pair neither is it, so that there is nothing to begin with.
    const text = await keyboard.edit(card.form === 'pair' ? '' : card.text)
    return text === null || text.trim() === '' || text.trim() === card.text ? tray : rate(card, { kind: 'edit', text })
  }

  async function undo(): Promise<Tray> {
    const next = await client.request('proposals.undo', {})
    opened.pop()
    write('  Taken back.')
    return next
  }

  /** Reason chips of the last answer, by number. */
  async function giveReasons(): Promise<Tray> {
    let last: Opened | undefined = opened.at(-1)
    if (!last || last.chips.length === 0) {
      write(style.faint('  The last answer has no reasons to choose from.'))
      return tray
    }
    for (;;) {
      write(`  Why?  ${last.chips.map(({ label, chosen }, index) => `${index + 1} ${chosen ? style.you(`[${label}]`) : label}`).join('   ')}   ${style.faint('any other key: done')}`)
      const picked: Chip | undefined = last.chips[Number(await keyboard.key()) - 1]
      if (!picked) return client.request('today.tray', {})
      const chosen: string[] = last.chips.filter(({ id, chosen: isChosen }) => (id === picked.id ? !isChosen : isChosen)).map(({ id }) => id)
      last = await client.request('proposals.reason', { id: last.card.id, chips: chosen })
      opened[opened.length - 1] = last
    }
  }
}

function question(card: Card, { answered, total }: Tray, { style, width }: Session): string {
  const { question: asked, keys, more } = ASKED[card.form]
  return `\n  ${style.faint(`${answered + 1} of ${total}`)}\n\n${cardText(card, style, width)}\n\n  ${asked}\n  ${keys}\n  ${style.faint(more)}`
}

function ended({ end }: Tray, style: Style): string {
  return `\n  ${end ?? 'Nothing is left to rate here.'}  ${style.faint('r five more   w why   u undo   q quit')}`
}

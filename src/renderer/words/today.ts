import type { RouteOutput, Status, Tray } from '../../agent/contract/index.ts'
import { capital } from './numbers.ts'

type Progress = Pick<Status, 'ratings' | 'needed'>

/** "7 of the 12 ratings it needs before it may propose on its own." Null once it has them. */
export function burnInSentence({ ratings, needed }: Progress): string | null {
  return ratings >= needed ? null : `${ratings} of the ${needed} ratings it needs before it may propose on its own.`
}

/** What is said when nothing is left to answer: one sentence, and one under it. */
export function endWords(tray: Tray, progress: Progress): Readonly<{ lede: string; under: string }> {
  const burnIn = burnInSentence(progress)
  if (tray.mode === 'five') return { lede: tray.end ?? 'Nothing is left to rate here.', under: burnIn ?? 'Five more are here whenever you open them.' }
  if (burnIn !== null) return { lede: progress.ratings === 0 ? 'Nothing waits for you.' : 'That is all for now.', under: burnIn }
  const [lede, ...rest] = tray.lede.split(/(?<=\.) /)
  return { lede: lede ?? tray.lede, under: tray.end ?? rest.join(' ') }
}

type Given = Readonly<{ id: string; text: string; said: string; at: number; undoId: number }>

/** The answers of the day of `now` that can be taken back, the latest first. */
export function answeredToday(list: RouteOutput<'proposals.list'>, now: number): readonly Given[] {
  const day = new Date(now).toDateString()
  return list
    .flatMap(({ card, answer }): readonly Given[] =>
      answer === null || answer.undoId === null || new Date(answer.at).toDateString() !== day ? [] : [{ id: card.id, text: card.other === null ? card.text : `${card.text} / ${card.other}`, said: capital(answer.text), at: answer.at, undoId: answer.undoId }],
    )
    .toSorted((a, b) => b.at - a.at)
}

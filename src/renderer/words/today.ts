import type { Status, Tray } from '../../agent/contract/index.ts'

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

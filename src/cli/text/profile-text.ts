import type { ProfileDiff, ProfileImport } from '../../agent/contract/index.ts'
import { block, columns, counted, day, paragraphs, signed } from './lines.ts'
import type { Style } from './style.ts'

const SHOWN = 8

/** A profile beside what is believed here, those axes first that lie outside the likely range. */
export function diffText({ exportedAt, ratings, axes, unknownAxes, states }: ProfileDiff, style: Style, width: number): string {
  const beyond = axes.filter(({ isBeyond }) => isBeyond)
  const rows = axes.map(({ axisId, left, right, ours, theirs, isBeyond, isLocked }) => [
    axisId,
    `${left} ↔ ${right}`,
    `here ${signed(ours.mean)} (${signed(ours.low)} to ${signed(ours.high)})`,
    `there ${signed(theirs.mean)}`,
    [isBeyond ? 'outside the likely range' : '', isLocked ? 'locked' : ''].filter(Boolean).join(', '),
  ])
  const differ = states.differ.slice(0, SHOWN).map(({ text, here, there }) => `  ${here} here, ${there} there: ${text}`)
  return paragraphs(
    style.bold(block(`A profile of ${day(exportedAt)}, from ${counted(ratings, 'rating')}. ${counted(beyond.length, 'axis', 'axes')} of ${axes.length} lie outside the likely range here.`, width, 0)),
    columns(rows, [2, 3]),
    unknownAxes.length > 0 && block(`Axes that this version does not have: ${unknownAxes.join(', ')}.`, width, 0),
    block(`${counted(states.fresh, 'state')} rated there and not here, ${states.same} rated the same, ${states.differ.length} rated otherwise.`, width, 0),
    differ.length > 0 && differ.join('\n'),
  )
}

export function importText({ ratings, axes, moves }: ProfileImport, head: string): string {
  const moved = moves.map(({ left, right, before, after }) => [`${left} ↔ ${right}`, signed(before), '→', signed(after)])
  return paragraphs(
    `${head} ${counted(ratings, 'rating')}${axes.length > 0 ? ` and ${counted(axes.length, 'axis', 'axes')}` : ''}.`,
    moved.length > 0 ? `Axes that move\n${columns(moved, [1, 3])}` : 'No axis moves by .02 or more.',
  )
}

import type { Exclusion, Purge, SourceLoss } from '../../agent/contract/index.ts'
import { columns, counted, day, paragraphs, signed } from './lines.ts'
import type { Style } from './style.ts'

const PLACES = 8

export const isEmpty = ({ passages, rows, proposals, threads }: Purge): boolean => passages + rows + proposals + threads === 0

/** What goes, or went, in numbers, and where. */
export function purgeText(purge: Purge, head: string): string {
  const { passages, rows, proposals, threads, axes, places } = purge
  const later = (purge.later ?? []).map((line) => `  ${line}`).join('\n')
  if (isEmpty(purge)) return paragraphs(`${purge.rule} covers nothing that is kept. From now on nothing that it covers is read.`, later)
  const things = [
    [passages, 'passage', 'passages'],
    [rows, 'row of evidence', 'rows of evidence'],
    [proposals, 'waiting proposal', 'waiting proposals'],
    [threads, 'thread', 'threads'],
  ] as const
  const listed = places.slice(0, PLACES)
  return paragraphs(
    `${head}\n${columns(things.filter(([count]) => count > 0).map(([count, one, many]) => [String(count), count === 1 ? one : many]), [0])}`,
    axes.length > 0 && `Axes that move\n${columns(axes.map(({ left, right, before, after }) => [`${left} ↔ ${right}`, signed(before), '→', signed(after)]), [1, 3])}`,
    listed.length > 0 && `Where\n${listed.map((place) => `  ${place}`).join('\n')}${places.length > listed.length ? `\n  and ${counted(places.length - listed.length, 'other')}` : ''}`,
    later,
  )
}

/** What goes with a source, in a sentence or two. */
export function lossText({ passages, rows, proposals, threads, axes }: SourceLoss): string {
  const things = [counted(passages, 'passage'), counted(rows, 'row of evidence', 'rows of evidence'), counted(proposals, 'proposal'), counted(threads, 'thread')]
  const moves = axes.map(({ left, right, before, after }) => `${left} ↔ ${right} from ${signed(before)} to ${signed(after)}`)
  return `${things.join(', ')}.${moves.length > 0 ? ` What moves: ${moves.join('; ')}.` : ''}`
}

export function exclusionsText(exclusions: readonly Exclusion[], sources: ReadonlyMap<string, string>, style: Style): string {
  if (exclusions.length === 0) return 'No rule of yours. What says no by itself stays out anyway: hidden files, #private, and front matter with tacit: false.\nAdd one: tacit exclude money/ --dry-run'
  const rows = exclusions.map(({ rule, kind, sourceId, catches, at }) => [rule, kind, sourceId === null ? 'every source' : (sources.get(sourceId) ?? 'a source that is gone'), `keeps out ${catches}`, `since ${day(at)}`])
  return `${columns(rows)}\n${style.faint('  tacit exclusions remove RULE lets it in again')}`
}

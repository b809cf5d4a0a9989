import type { DryRun, Finding, Source, SourceKind, Withheld } from '../../agent/contract/index.ts'
import { block, columns, counted, day, paragraphs, wrap } from './lines.ts'
import type { Style } from './style.ts'
import { usesText } from '../uses.ts'

const FOLDERS_SHOWN = 12
const EXAMPLE_LINES = 5

/** "412 notes", "1 conversation" */
export const unitsOf = (kind: SourceKind, count: number): string => counted(count, kind === 'notes' ? 'note' : 'conversation')

/** What would be read, and what not. */
export function dryRunText({ kind, path, name, notes, turns, dates, seconds, folders, withheld, secrets, examples, problems }: DryRun, style: Style, width: number): string {
  const listed = folders.slice(0, FOLDERS_SHOWN)
  return paragraphs(
    style.bold(`This is what would be read of ${name}.`),
    block(`${path}: ${unitsOf(kind, notes)}${turns ? `, ${counted(turns.person, 'turn')} of yours and ${turns.assistant} of an assistant` : ''}${dates && kind === 'chats' ? `, ${day(dates[0])} to ${day(dates[1])}` : ''}; about ${seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`} to read. Nothing is stored yet, and your files are never changed.`, width, 0),
    turns && block('Who said it is kept. Replies, quotes and pasted text are context, never about you.', width, 0),
    (folders.length > 1 || kind === 'notes') && listed.length > 0 &&
      `Folders\n${columns(listed.map((folder) => [folder.path, unitsOf(kind, folder.notes)]), [1])}${folders.length > listed.length ? `\n  and ${folders.length - listed.length} more` : ''}`,
    withheldText(withheld),
    withheld.some(({ reason }) => reason === 'not a note') && block('What is not a note, such as a picture, is counted here and not again in Memory.', width, 0),
    withheldText(secrets, 'Secrets, replaced before anything is kept'),
    ...examples.map(({ file, pick, text }) => {
      const lines = wrap(text, width - 4)
      const shown = lines.length > EXAMPLE_LINES ? [...lines.slice(0, EXAMPLE_LINES), '…'] : lines
      return [`  ${file} ${style.faint(`(${pick}, as Tacit would see it)`)}`, ...shown.map((line) => `  ${style.you('│')} ${line}`)].join('\n')
    }),
    problems.length > 0 && `Could not be read\n${problems.map((problem) => block(problem, width)).join('\n')}`,
  )
}

export function withheldText(withheld: readonly Withheld[], heading = 'Kept out'): string | null {
  if (withheld.length === 0) return null
  return `${heading}\n${columns(withheld.map(({ reason, count, places }) => [String(count), reason, places[0] ? `first ${places[0]}` : '']), [0])}`
}

export function sourcesText(sources: readonly Source[], style: Style, width: number): string {
  if (sources.length === 0) return 'No source. Tacit knows what you rate here, and nothing else.\nAdd one: tacit observe PATH'
  return paragraphs(...sources.map((source) => sourceText(source, style, width)))
}

export function sourceText({ id, kind, name, path, uses, consentedAt, state, message, notes, passages, done, total, withheld, secrets, watch }: Source, style: Style, width: number): string {
  const states = { reading: `reading ${done} of ${total}`, current: 'up to date', paused: 'paused', missing: 'cannot be found', failed: 'failed' }
  const replaced = secrets.reduce((sum, { count }) => sum + count, 0)
  const kept = withheld.reduce((sum, { count }) => sum + count, 0)
  return [
    `${style.bold(name)}  ${states[state]}`,
    `  ${path}`,
    `  ${unitsOf(kind, notes)}, ${counted(passages, 'passage')}; ${kept} kept out${replaced > 0 ? `, ${counted(replaced, 'secret')} replaced` : ''}; agreed on ${day(consentedAt)}`,
    `  used for ${usesText(uses)}; ${WATCHED[watch.mode]}${watch.reason === null ? '' : ` (${watch.reason})`}`,
    ...(message ? [block(message, width)] : []),
    style.faint(`  id ${id}`),
  ].join('\n')
}

const WATCHED: Readonly<Record<Source['watch']['mode'], string>> = { live: 'changes are seen as they are saved', scan: 'changes are looked for now and then', off: 'changes are seen when it is read again' }

export function findingsText(findings: readonly Finding[], style: Style, width: number): string {
  return findings
    .map(({ part, ok, isAbsent, text, fix }) => [`${ok ? (isAbsent ? style.faint('·') : '✓') : style.danger('✗')} ${style.bold(part)}`, block(text, width, 4), ...(fix ? [block(fix, width, 4)] : [])].join('\n'))
    .join('\n')
}

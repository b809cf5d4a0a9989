import type { DryRun, Finding, Source, Withheld } from '../../agent/contract/index.ts'
import { block, columns, counted, day, paragraphs, wrap } from './lines.ts'
import type { Style } from './style.ts'

const FOLDERS_SHOWN = 12
const EXAMPLE_LINES = 5

/** What would be read, and what not. */
export function dryRunText({ path, name, notes, seconds, folders, withheld, examples, problems }: DryRun, style: Style, width: number): string {
  const listed = folders.slice(0, FOLDERS_SHOWN)
  return paragraphs(
    style.bold(`This is what would be read of ${name}.`),
    block(`${path}: ${counted(notes, 'note')}, about ${seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`} to read. Nothing is stored yet, and your files are never changed.`, width, 0),
    listed.length > 0 &&
      `Folders\n${columns(listed.map((folder) => [folder.path, counted(folder.notes, 'note')]), [1])}${folders.length > listed.length ? `\n  and ${folders.length - listed.length} more` : ''}`,
    withheldText(withheld),
    ...examples.map(({ file, pick, text }) => {
      const lines = wrap(text, width - 4)
      const shown = lines.length > EXAMPLE_LINES ? [...lines.slice(0, EXAMPLE_LINES), '…'] : lines
      return [`  ${file} ${style.faint(`(${pick}, as Tacit would see it)`)}`, ...shown.map((line) => `  ${style.you('│')} ${line}`)].join('\n')
    }),
    problems.length > 0 && `Could not be read\n${problems.map((problem) => block(problem, width)).join('\n')}`,
  )
}

export function withheldText(withheld: readonly Withheld[]): string | null {
  if (withheld.length === 0) return null
  return `Kept out\n${columns(withheld.map(({ reason, count, places }) => [String(count), reason, places[0] ? `first ${places[0]}` : '']), [0])}`
}

export function sourcesText(sources: readonly Source[], style: Style, width: number): string {
  if (sources.length === 0) return 'No source. Tacit knows what you rate here, and nothing else.\nAdd one: tacit observe PATH'
  return paragraphs(...sources.map((source) => sourceText(source, style, width)))
}

export function sourceText({ id, name, path, consentedAt, state, message, notes, passages, done, total, withheld }: Source, style: Style, width: number): string {
  const states = { reading: `reading ${done} of ${total}`, current: 'up to date', paused: 'paused', missing: 'cannot be found', failed: 'failed' }
  const kept = withheld.reduce((sum, { count }) => sum + count, 0)
  return [
    `${style.bold(name)}  ${states[state]}`,
    `  ${path}`,
    `  ${counted(notes, 'note')}, ${counted(passages, 'passage')}; ${kept} kept out; agreed on ${day(consentedAt)}`,
    ...(message ? [block(message, width)] : []),
    style.faint(`  id ${id}`),
  ].join('\n')
}

export function findingsText(findings: readonly Finding[], style: Style, width: number): string {
  return findings
    .map(({ part, ok, text, fix }) => [`${ok ? '✓' : style.danger('✗')} ${style.bold(part)}`, block(text, width, 4), ...(fix ? [block(fix, width, 4)] : [])].join('\n'))
    .join('\n')
}

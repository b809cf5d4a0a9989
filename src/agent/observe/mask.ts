// Markup of note tools that no Markdown parser knows. Each step keeps the number of lines, so that places stay right.

const BLANK = /[^\n]/g
const COMMENT = /(^|\s)%%[\s\S]*?%%/g
const MATHS = /^[ \t]*(?:[-*]\s+)?\$\$[\s\S]*?\$\$/gm
const EMBED = /!\[\[[^\]\n]*\]\]/g
const WIKI_LINK = /\[\[([^[\]|\n]*)(?:\\?\|([^[\]\n]*))?\]\]/g
const BLOCK_ID = /[ \t]\^[\w-]+[ \t]*$/gm
const BLOCK_REFERENCE = /\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)|\{\{(?:embed|query|renderer)[^\n]*?\}\}/g
const PROPERTY = /^[ \t]*(?:[-*][ \t]+)?[\w-]+::[ \t]*(?:\S+[ \t]*){0,3}$/gm
const PLANNING = /^[ \t]*(?:SCHEDULED|DEADLINE|CLOCK): .*$|^[ \t]*:(?:LOGBOOK|END):[ \t]*$/gm
// Control characters that hide or reorder what is seen; the joiners that Persian and emoji need stay.
const UNSEEN = /[\u00AD\u200B\u2060-\u2069\u202A-\u202E\uFEFF\u{E0000}-\u{E007F}]/gu

// Beyond these no note was written by hand, and the parser would take minutes: the marks are then plain characters.
const DEEP_INDENT = /^[ \t]{80,}/gm
const DEEP_QUOTE = /^(?:[ \t]*>){16,}/gm
const MARKS = /[*_`[\]<|~]|www\.|:\/\//g
const MARKS_OF_LINE = 600
const MARKS_OF_BLOCK = 4000

/** Replaces note tools' markup by what a reader of the note sees. */
export function maskMarkup(text: string): string {
  const masked = text
    .replace(UNSEEN, '')
    .replace(COMMENT, blank)
    .replace(MATHS, blank)
    .replace(EMBED, '')
    .replace(BLOCK_REFERENCE, '')
    .replace(PROPERTY, blank)
    .replace(PLANNING, blank)
    .replace(WIKI_LINK, (_link, target: string, alias: string | undefined) => alias?.trim() || shownTarget(target))
    .replace(BLOCK_ID, '')
    .replace(DEEP_INDENT, (indent) => indent.slice(0, 80))
    .replace(DEEP_QUOTE, '>')
  return masked.split(/(\n[ \t]*\n)/).map(untangle).join('')
}

function untangle(block: string): string {
  if ((block.match(MARKS)?.length ?? 0) > MARKS_OF_BLOCK) return block.replace(MARKS, ' ')
  return block.split('\n').map((line) => ((line.match(MARKS)?.length ?? 0) > MARKS_OF_LINE ? line.replace(MARKS, ' ') : line)).join('\n')
}

function blank(match: string): string {
  return match.replace(BLANK, ' ')
}

/** `folder/Note#Heading` is shown as "Note > Heading", a block reference as its note. */
function shownTarget(target: string): string {
  const [note = '', ...anchors] = target.split('#')
  const name = note.slice(note.lastIndexOf('/') + 1).replace(/\.md$/, '').trim()
  const heading = anchors.filter((anchor) => !anchor.startsWith('^')).join(' > ').trim()
  return [name, heading].filter((part) => part !== '').join(' > ')
}

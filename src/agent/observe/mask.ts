import { maskOutline } from './outline.ts'

// Markup of note tools that no Markdown parser knows. Each step keeps the number of lines, so that places stay right.

const BLANK = /[^\n]/g
const COMMENT = /(^|\s)%%[\s\S]*?%%/g
const MATHS = /^[ \t]*(?:[-*]\s+)?\$\$[\s\S]*?\$\$/gm
const EMBED = /!\[\[[^\]\n]*\]\]/g
const WIKI_LINK = /\[\[([^[\]|\n]*)(?:\\?\|([^[\]\n]*))?\]\]/g
const BLOCK_ID = /(^|[ \t])\^[\w-]+[ \t]*$/gm
const BLOCK_REFERENCE = /\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)|\{\{(?:embed|query|renderer)[^\n]*?\}\}/g
const HIGHLIGHT = /==(?=\S)([^=\n]+?)==/g
const DENDRON_ADDRESS = /\bdendron:\/\/[^\s)\]]{0,200}?([\w-]{1,100})(?:#[^\s)\]]{0,200})?(?=[\s).,;:!?\]]|$)/gm
// What stands between notes for finding one's way: a label with links, or a line of links.
const LINK = String.raw`!?\[\[[^\]\n]+\]\]`
const BETWEEN = String.raw`(?:[ \t]*[,;|·•/&+→←-]+[ \t]*|[ \t]+(?:and|und|y|et|e)[ \t]+|[ \t]+)`
const WAYFINDING = new RegExp(String.raw`^[ \t]*(?:[-*+][ \t]+)?(?:\**(?:see(?: also)?|related(?: to)?|up|parent|tags?|links?|topics?|back|next|prev(?:ious)?|source|moc|siehe(?: auch)?|voir(?: aussi)?|ver(?: también)?)\b\**:?\**:?[ \t]*${LINK}(?:${BETWEEN}${LINK})*|${LINK}(?:${BETWEEN}${LINK})+)[ \t]*\.?[ \t]*$`, 'gim')
const ONLY_TAGS = /^[ \t]*(?:[-*+][ \t]+)?(?:tags?:[ \t]*)?(?:#[\p{L}\w/-]+[ \t,]*)+$/gimu
// Control characters that hide or reorder what is seen; the joiners that Persian and emoji need stay.
const UNSEEN = /[\u00AD\u200B\u2060-\u2069\u202A-\u202E\uFEFF\u{E0000}-\u{E007F}]/gu

// Beyond these no note was written by hand, and the parser would take minutes: the marks are then plain characters.
const DEEP_INDENT = /^[ \t]{80,}/gm
const DEEP_QUOTE = /^(?:[ \t]*>){16,}/gm
const MARKS = /[*_`[\]<|~]|www\.|:\/\//g
const MARKS_OF_LINE = 600
const MARKS_OF_BLOCK = 4000

/** Replaces note tools' markup by what a reader of the note sees. Dendron writes the words of a link before its target. */
export function maskMarkup(text: string, { isDendron = false }: Readonly<{ isDendron?: boolean }> = {}): string {
  const unlinked = text
    .replace(UNSEEN, '')
    .replace(COMMENT, blank)
    .replace(MATHS, blank)
    .replace(EMBED, '')
    .replace(BLOCK_REFERENCE, '')
    .replace(ONLY_TAGS, '')
    .replace(WAYFINDING, '')
  const plain = maskOutline(unlinked)
    .replace(WIKI_LINK, (_link, target: string, alias: string | undefined) => (isDendron ? shownOfDendron(target, alias) : alias?.trim() || shownTarget(target)))
    .replace(DENDRON_ADDRESS, (_address, name: string) => name.replaceAll('-', ' '))
    .replace(BLOCK_ID, '')
    .replace(HIGHLIGHT, '$1')
    .replace(DEEP_INDENT, (indent) => indent.slice(0, 80))
    .replace(DEEP_QUOTE, '>')
  return plain.split(/(\n[ \t]*\n)/).map(untangle).join('')
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

/** `[[words|dendron.topic.links]]`; without words the last part of the dotted name is shown. */
function shownOfDendron(first: string, second: string | undefined): string {
  if (second !== undefined) return first.trim()
  const name = first.replace(/^dendron:\/\/[^/]*\//, '').split('#')[0]!
  return name.slice(name.lastIndexOf('.') + 1).replaceAll('-', ' ').trim()
}

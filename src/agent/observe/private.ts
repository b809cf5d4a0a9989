import type { Heading, Nodes, Parents } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { withoutHidden } from './fold.ts'
import { maskMarkup } from './mask.ts'
import { runsOf } from './runs.ts'
import { CODE, isUnder, tagsIn } from './tags.ts'
import type { WithheldPart } from './types.ts'

/** A part of a text by its lines, from 1. */
type Lines = Readonly<{ lineStart: number; lineEnd: number }>

// One that is never closed holds to the end.
const COMMENT = /%%\s*private\b[\s\S]*?(?:%%|(?![\s\S]))/gi
const OPENS = String.raw`<!--\s*tacit\s*[:-]\s*private\s*-->`
const CLOSES = String.raw`<!--\s*(?:/\s*tacit\s*[:-]|tacit\s*[:-]\s*/)\s*private\s*-->`
const MARK = new RegExp(`(?<opens>${OPENS})|${CLOSES}`, 'gi')
/** They are no words of what they mark. */
const MARKS = new RegExp(String.raw`%%(?:\s*private\b)?|${OPENS}|${CLOSES}|[#＃]private(?:/\S+)?`, 'gi')
const ONLY_TAGS = /^[ \t]*(?:[-*][ \t]+)?(?:[#＃][^\s#＃]+[ \t,]*)+$/gm
const PROPERTY = /(?:^[ \t]*(?:[-*][ \t]+)?|[[(])(?:private::[ \t]*["']?(?:true|yes|on|1)\b|tags?::.{0,400}?\bprivate\b|tacit::[ \t]*["']?(?:false|no|off|0|never)\b)/im

/** A picture after it, as in `#private🔒`, makes it no other tag. */
export const isPrivateTag = (tag: string): boolean => isUnder(tag.replace(/[^\p{L}\p{N}/_-]+$/u, ''), 'private')

/** True where `#private` stands on a line of tags alone, or a property says so: then all of the text is private. */
export function isPrivateWhole(text: string): boolean {
  const prose = withoutHidden(text).replace(CODE, '')
  return PROPERTY.test(prose) || [...prose.matchAll(ONLY_TAGS)].some(([line]) => tagsIn(line).some(isPrivateTag))
}

/**
 * The text without what is marked as private inside it, its number of lines kept: `%%private … %%`,
 * `<!-- tacit:private --> … <!-- /tacit:private -->`, the section under a heading with `#private`, and a paragraph or list item
 * (with what hangs from it), a row of a table, or a table whose head has the tag.
 */
export function withoutPrivate(text: string): Readonly<{ text: string; withheld: readonly WithheldPart[] }> {
  const parts: (Lines & Readonly<{ words: string }>)[] = []
  const marked = [commentsIn, betweenMarks].reduce((rest, find) => {
    let [blanked, at, lineStart] = ['', 0, 1]
    for (const { from, to } of find(rest)) {
      const words = rest.slice(from, to)
      lineStart += newlines(rest.slice(at, from))
      const lineEnd = lineStart + newlines(words)
      parts.push({ lineStart, lineEnd, words })
      blanked += rest.slice(at, from) + words.replace(/[^\n]/g, ' ')
      at = to
      lineStart = lineEnd
    }
    return blanked + rest.slice(at)
  }, text)
  const lines = marked.split('\n')
  for (const part of tagsIn(marked).some(isPrivateTag) ? taggedParts(marked) : []) {
    parts.push({ ...part, words: lines.slice(part.lineStart - 1, part.lineEnd).join('\n') })
    lines.fill('', part.lineStart - 1, part.lineEnd)
  }
  return { text: lines.join('\n'), withheld: parts.map(({ words, ...part }) => ({ reason: 'marked as private', ...part, runs: runsOf(words.replace(MARKS, ' ')) })) }
}

const newlines = (text: string): number => text.split('\n').length - 1

type Span = Readonly<{ from: number; to: number }>

const commentsIn = (text: string): readonly Span[] => [...text.matchAll(COMMENT)].map(({ 0: words, index }) => ({ from: index, to: index + words.length }))

/** Marks inside marks end with the outermost. */
function betweenMarks(text: string): readonly Span[] {
  const spans: Span[] = []
  let depth = 0
  let from = 0
  for (const { 0: mark, index, groups } of text.matchAll(MARK)) {
    if (groups!['opens'] === undefined) {
      if (depth === 1) spans.push({ from, to: index + mark.length })
      depth = Math.max(0, depth - 1)
    } else {
      if (depth === 0) from = index
      depth += 1
    }
  }
  return depth === 0 ? spans : [...spans, { from, to: text.length }]
}

const place = (node: Nodes): Lines => ({ lineStart: node.position!.start.line, lineEnd: node.position!.end.line })

function taggedParts(text: string): readonly Lines[] {
  const masked = maskMarkup(text)
  const tree = fromMarkdown(masked, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const end = text.split('\n').length
  const found: Lines[] = []

  const isTagged = ({ position }: Nodes): boolean => tagsIn(masked.slice(position!.start.offset, position!.end.offset)).some(isPrivateTag)

  function visit(parent: Parents): void {
    for (const [index, node] of parent.children.entries()) {
      if (node.type === 'heading' && isTagged(node)) {
        const next = parent.children.slice(index + 1).find((other): other is Heading => other.type === 'heading' && other.depth <= node.depth)
        found.push({ lineStart: place(node).lineStart, lineEnd: next ? place(next).lineStart - 1 : parent.type === 'root' ? end : place(parent).lineEnd })
      } else if (node.type === 'listItem' && node.children[0]?.type === 'paragraph' && isTagged(node.children[0])) found.push(place(node))
      else if (node.type === 'table' && isTagged(node.children[0]!)) found.push(place(node))
      else if ((node.type === 'paragraph' || node.type === 'tableRow') && isTagged(node)) found.push(parent.type === 'blockquote' ? place(parent) : place(node))
      else if ('children' in node) visit(node)
    }
  }

  visit(tree)
  return found
}

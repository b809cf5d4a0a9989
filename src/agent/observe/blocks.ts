import type { Blockquote, Heading, ListItem, Nodes, PhrasingContent, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { maskMarkup } from './mask.ts'
import type { WithheldReason } from './types.ts'

/** A paragraph, list item or table row as a reader sees it, with the headings above it. */
export type Block = Readonly<{
  text: string
  headings: readonly string[]
  lineStart: number
  lineEnd: number
  /** Why it may not be kept, where the note itself tells. */
  withheld: WithheldReason | null
}>

const ENOUGH_LINES = 400
const MOST_LINES = 800
const OTHERS_HEADING = /^(quotes?|quotations?|highlights?|excerpts?|clippings?|zitate?|citations?)$/i
const OTHERS_CALLOUT = /^(quote|cite)$/i
const CALLOUT = /^\[!(\w[\w-]*)\][-+]?[ \t]*/
const PLACEHOLDER = /\{\{[^}\n]*\}\}|<%[^%\n]*%>/
const QUOTED_WHOLE = /^["“«„‟»][^"“”«»„]{20,}["”»“«]\s*[.,]?(?:\s*(?:[-–—~]+|\().{0,80})?$/
const ATTRIBUTED = /["”»]\s*[-–—~]{1,3}\s*[\p{Lu}][^.!?]{2,60}$/u

export type BlockOptions = Readonly<{
  isDendron?: boolean
  /** Stands above the note's own headings. */
  above?: readonly string[]
}>

/** The blocks of a note's body, in order. `firstLine` is the line of the file on which the body starts. */
export function readBlocks(body: string, firstLine: number, { isDendron = false, above = [] }: BlockOptions = {}): readonly Block[] {
  let offset = firstLine
  const blocks: Block[] = []
  const headings: { depth: number; text: string }[] = []

  function add(node: Nodes, text: string, withheld: WithheldReason | null): void {
    if (text === '' || !/[\p{L}\p{N}]/u.test(text)) return
    const lineStart = (node.position?.start.line ?? 1) + offset - 1
    const lineEnd = (node.position?.end.line ?? 1) + offset - 1
    const titles = [...above, ...headings.map((heading) => heading.text)]
    blocks.push({ text, headings: titles, lineStart, lineEnd, withheld: withheld ?? (isOnlyLinks(node) ? 'a list of links' : judge(text, titles)) })
  }

  function visit(nodes: readonly RootContent[], withheld: WithheldReason | null): void {
    for (const node of nodes) {
      if (node.type === 'heading') enter(node)
      else if (node.type === 'paragraph') add(node, visibleText(node.children), withheld)
      else if (node.type === 'list') for (const item of node.children) visitItem(item, withheld)
      else if (node.type === 'blockquote') visitQuote(node)
      else if (node.type === 'table') visitTable(node, withheld)
    }
  }

  function enter(node: Heading): void {
    while (headings.length > 0 && headings.at(-1)!.depth >= node.depth) headings.pop()
    const text = visibleText(node.children)
    if (text !== '') headings.push({ depth: node.depth, text })
  }

  function visitItem(item: ListItem, withheld: WithheldReason | null): void {
    const [first, ...rest] = item.children
    if (first?.type === 'paragraph') {
      const box = item.checked === true ? '☑ ' : item.checked === false ? '☐ ' : ''
      const text = visibleText(first.children)
      add(first, text === '' ? '' : box + text, withheld)
      visit(rest, withheld)
    } else visit(item.children, withheld)
  }

  function visitQuote(quote: Blockquote): void {
    const first = quote.children[0]
    const opening = first?.type === 'paragraph' && first.children[0]?.type === 'text' ? CALLOUT.exec(first.children[0].value) : null
    if (opening === null) return visit(quote.children, 'someone else’s words')
    const isOthers = OTHERS_CALLOUT.test(opening[1]!)
    visit(withoutMarker(quote, opening[0].length), isOthers ? 'someone else’s words' : null)
  }

  function visitTable(table: Table, withheld: WithheldReason | null): void {
    for (const row of table.children) add(row, row.children.map((cell) => visibleText(cell.children)).filter((cell) => cell !== '').join(' | '), withheld)
  }

  for (const { text, lines } of portions(maskMarkup(body, { isDendron }))) {
    visit(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }).children, null)
    offset += lines
  }
  return blocks
}

/** The parser's time grows faster than a text, so a very long one is cut: at an empty line where there is one, and never inside code. */
function portions(text: string): readonly Readonly<{ text: string; lines: number }>[] {
  const found: { text: string; lines: number }[] = []
  let current: string[] = []
  let isCode = false
  for (const line of text.split('\n')) {
    const isEnd = current.length >= MOST_LINES || (current.length >= ENOUGH_LINES && line.trim() === '')
    if (isEnd && !isCode) {
      found.push({ text: current.join('\n'), lines: current.length })
      current = []
    }
    if (/^[ \t]*(?:```|~~~)/.test(line)) isCode = !isCode
    current.push(line)
  }
  found.push({ text: current.join('\n'), lines: current.length })
  return found
}

/** The name of a page and nothing said about it: a list of such is someone's reading list, not their words. */
function isOnlyLinks(node: Nodes): boolean {
  if (node.type !== 'paragraph') return false
  const isLink = (child: PhrasingContent): boolean => child.type === 'link' || child.type === 'linkReference' || child.type === 'image' || ((child.type === 'strong' || child.type === 'emphasis') && child.children.every(isLink))
  const isNothing = (child: PhrasingContent): boolean => child.type === 'break' || (child.type === 'text' && !/[\p{L}\p{N}]/u.test(child.value))
  return node.children.some(isLink) && node.children.every((child) => isLink(child) || isNothing(child))
}

function judge(text: string, headings: readonly string[]): WithheldReason | null {
  if (PLACEHOLDER.test(text)) return 'a template'
  const isOthers = headings.some((heading) => OTHERS_HEADING.test(heading)) || QUOTED_WHOLE.test(text) || ATTRIBUTED.test(text)
  return isOthers ? 'someone else’s words' : null
}

/** The title line of a callout is its own block; the rest of its first paragraph is another. */
function withoutMarker(quote: Blockquote, length: number): readonly RootContent[] {
  const [first, ...rest] = quote.children
  if (first?.type !== 'paragraph' || first.children[0]?.type !== 'text') return quote.children
  const [text, ...more] = first.children
  const value = text.value.slice(length)
  const end = value.indexOf('\n')
  if (end === -1) return [{ ...first, children: [{ ...text, value }, ...more] }, ...rest]
  const title = { ...first, children: [{ ...text, value: value.slice(0, end) }] }
  return [title, { ...first, children: [{ ...text, value: value.slice(end + 1) }, ...more] }, ...rest]
}

/** What is seen of a run of text: without images, tags, footnote marks, and what is struck out. */
function visibleText(nodes: readonly PhrasingContent[]): string {
  return nodes.map(shown).join('').replace(/\s+/g, ' ').trim()
}

function shown(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value
    case 'break':
      return ' '
    case 'html':
      return /^<br\b/i.test(node.value) ? ' ' : ''
    case 'emphasis':
    case 'strong':
    case 'link':
    case 'linkReference':
      return node.children.map(shown).join('')
    case 'delete':
    case 'image':
    case 'imageReference':
    case 'footnoteReference':
      return ''
    default:
      return node satisfies never
  }
}

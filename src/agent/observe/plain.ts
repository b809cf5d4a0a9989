import type { Block } from './blocks.ts'

/** The paragraphs of a plain text: lines between empty ones, or single lines where they begin like items of a list. */
export function readPlain(body: string, firstLine: number): readonly Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let start = firstLine
  const flush = (): void => {
    const text = lines.join(' ').replace(/\s+/g, ' ').trim()
    if (/[\p{L}\p{N}]/u.test(text)) blocks.push({ text, headings: [], lineStart: start, lineEnd: start + lines.length - 1, withheld: null })
    lines = []
  }
  for (const [index, line] of body.split('\n').entries()) {
    if (line.trim() === '' || ITEM.test(line)) flush()
    if (line.trim() === '') continue
    if (lines.length === 0) start = firstLine + index
    lines.push(line.replace(ITEM, ''))
  }
  flush()
  return blocks
}

const ITEM = /^\s*(?:[-*•·–]|\d{1,3}[.)])\s+/

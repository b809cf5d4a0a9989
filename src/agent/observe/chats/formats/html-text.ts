import { Parser } from 'htmlparser2'

const BREAKS = new Set(['br', 'p', 'div', 'li', 'tr', 'pre', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table'])
const UNREAD = new Set(['script', 'style', 'template', 'noscript'])

/** The words of a piece of HTML, with a line for each block. Nothing in it is run or fetched. */
export function plainText(html: string): string {
  const parts: string[] = []
  let unread = 0
  const parser = new Parser({
    onopentagname: (tag) => {
      if (UNREAD.has(tag)) unread += 1
      if (BREAKS.has(tag)) parts.push('\n')
    },
    ontext: (words) => {
      if (unread === 0) parts.push(words.replace(/\s+/g, ' '))
    },
    onclosetag: (tag) => {
      if (UNREAD.has(tag)) unread -= 1
      if (BREAKS.has(tag) && tag !== 'br') parts.push('\n')
    },
  })
  parser.end(html)
  return parts.join('').replace(/ *\n */g, '\n').replace(/\n{3,}/g, '\n\n').trim()
}

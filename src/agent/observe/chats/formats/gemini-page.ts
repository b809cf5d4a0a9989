import { Parser } from 'htmlparser2'
import { toDrafts, withoutPrefix } from './gemini-activity.ts'
import type { ChatFormat } from '../types.ts'
import type { Activity } from './gemini-activity.ts'

const BLOCKS = new Set(['p', 'div', 'li', 'tr', 'pre', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table'])
/** A localised date: "1 Jan 2026, 10:00:00 CET", "1. 1. 2026 10:00:00 SEČ", "Jan 1, 2026, 10:00:00 AM UTC". */
const DATE = /^\D{0,12}\d{1,4}.{1,30}\b\d{1,2}:\d\d(?::\d\d)?\b/u
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Takeout's "My Activity" for Gemini as a page: one cell a prompt, its answer below the date. */
export const geminiPage: ChatFormat = {
  kind: 'text',
  name: 'Gemini',
  // Most of a page is markup.
  maxBytes: 512 * 1024 ** 2,
  holds: (head) => /class="outer-cell\b/.test(head) && /\b(?:Gemini|Bard)\b/.test(head),
  open: () => {
    const activities: Activity[] = []
    let lines: string[] | null = null
    let depth = 0
    const parser = new Parser({
      onopentag: (tag, { class: classes = '' }) => {
        const names = classes.split(/\s+/)
        if (lines === null && tag === 'div' && names.includes('content-cell') && names.includes('mdl-typography--body-1') && !names.includes('mdl-typography--text-right')) {
          lines = ['']
          depth = 0
        } else if (lines !== null) {
          if (tag === 'div') depth += 1
          if (tag === 'br' || BLOCKS.has(tag)) lines.push('')
        }
      },
      ontext: (words) => {
        if (lines !== null) lines[lines.length - 1] += words.replace(/\s+/g, ' ')
      },
      onclosetag: (tag) => {
        if (lines === null) return
        if (tag === 'div' && depth === 0) {
          activities.push(...readCell(lines))
          lines = null
          return
        }
        if (tag === 'div') depth -= 1
        if (BLOCKS.has(tag)) lines.push('')
      },
    })
    return {
      take: (chunk) => parser.write(chunk),
      close: () => {
        parser.end()
        return toDrafts(activities, {})
      },
    }
  },
}

/** The prompt, a line with the date, and the answer. A cell without a date is no prompt. */
function readCell(cell: readonly string[]): readonly Activity[] {
  const lines = cell.map((line) => line.trim())
  const date = lines.findIndex((line, index) => index > 0 && line.length < 60 && DATE.test(line))
  const prompt = withoutPrefix(lines.slice(0, Math.max(date, 0)).join('\n').trim())
  if (date === -1 || prompt === '') return []
  const answer = lines.slice(date + 1).join('\n').replace(/\n{3,}/g, '\n\n').trim()
  return [{ prompt, answers: answer === '' ? [] : [answer], at: dateIn(lines[date]!), rating: null }]
}

/** Null where the month is in words that are not known here: the order of the page then says what came before what. */
function dateIn(line: string): number | null {
  const clock = /(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap])?\.?m?/i.exec(line)
  if (clock === null) return null
  const day = line.slice(0, clock.index)
  const year = /\b(?:19|20)\d\d\b/.exec(day)?.[0]
  if (year === undefined) return null
  const numbers = [...day.replace(year, ' ').matchAll(/\d{1,2}/g)].map(([digits]) => Number(digits))
  const word = MONTHS.findIndex((month) => new RegExp(`\\b${month}`, 'i').test(day))
  const [date, month] = word !== -1 ? [numbers[0], word] : /^\s*\d{1,2}\/\d/.test(day) ? [numbers[1], (numbers[0] ?? 0) - 1] : [numbers[0], (numbers[1] ?? 0) - 1]
  if (date === undefined || month === undefined || month < 0 || month > 11 || date < 1 || date > 31) return null
  const hour = (Number(clock[1]) % (clock[4] === undefined ? 24 : 12)) + (clock[4]?.toLowerCase() === 'p' ? 12 : 0)
  return Date.UTC(Number(year), month, date, hour, Number(clock[2]), Number(clock[3] ?? 0))
}

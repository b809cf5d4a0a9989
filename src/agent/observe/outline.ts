// How outliners and task lists mark their lines: Logseq, Obsidian Tasks, Dataview. Each step keeps the number of lines.

const BULLET = String.raw`^[ \t]*(?:[-*+]|\d+[.)])[ \t]+`

// Logseq's and org's blocks: code and queries are no words of the person's, a quotation is someone else's, the rest is text.
const CODE = new Set(['SRC', 'QUERY', 'EXAMPLE', 'EXPORT', 'COMMENT', 'LATEX'])
const BEGIN = /^[ \t]*(?:[-*+][ \t]+)?#\+BEGIN_(\w+)/i
const END = /^[ \t]*#\+END_(\w+)/i
const DRAWER = /^[ \t]*:(?:LOGBOOK|PROPERTIES):[ \t]*$/
const DRAWER_END = /^[ \t]*:END:[ \t]*$/
const MARK = /^([ \t]*(?:[-*+][ \t]+)?)#\+(?:BEGIN|END)_\w+[ \t]*/i
const PLANNING = /^[ \t]*(?:SCHEDULED|DEADLINE|CLOCK|CLOSED): .*$/gm

const OPEN_TASK = new RegExp(`(${BULLET})(?:TODO|DOING|LATER|NOW|WAITING|WAIT|IN-PROGRESS)[ \\t]+(?:\\[#[A-C]\\][ \\t]*)?(?=\\S)`, 'gm')
const DONE_TASK = new RegExp(`(${BULLET})DONE[ \\t]+(?:\\[#[A-C]\\][ \\t]*)?(?=\\S)`, 'gm')
const DROPPED_TASK = new RegExp(`(${BULLET})(?:(?:CANCELED|CANCELLED)[ \\t]|\\[-\\][ \\t]).*$`, 'gm')
const OTHER_BOX = new RegExp(`(${BULLET})\\[[^\\sxX[\\]-]\\][ \\t]+`, 'gm')

// Dates, priorities and repetition as Obsidian Tasks writes them.
const TASK_DATE = /(?:📅|⏳|🛫|➕|✅|❌|🗓️?|⏰)[ \t]*\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2})?/gu
const TASK_REPEAT = /🔁[ \t]{0,9}every[ \w]{1,99}/gu
const TASK_SIGN = /(?:⏬|🔽|🔼|⏫|🔺|🆔[ \t]*\w+|⛔[ \t]*[\w,]+|🏁[ \t]*\w+)/gu
const TASK_TAG = /(^|[ \t])#(?:task|todo)(?=\s|$)/gim

const OF_TOOLS = String.raw`(?:id|ids|alias|aliases|tag|tags|title|type|icon|cssclass(?:es)?|collapsed|public|template(?:-[\w-]+)?|created(?:-at|_at)?|updated(?:-at|_at)?|modified|date|due|scheduled|start|end|done|completion|completed|cancelled|repeat|recurrence|priority|status|oncompletion|dependson|url|link|links|source|author|up|down|parent|parents|related|see|filters|heading|card-[\w-]+|query-[\w-]+|logseq\.[\w.-]+|ls-[\w-]+|hl-[\w-]+|background-color|progress|rating|publish|permalink|file(?:-path)?|exclude-from-[\w-]+)`
const TOOL_PROPERTY = new RegExp(String.raw`^([ \t]*(?:[-*+][ \t]+)?)${OF_TOOLS}::.*$`, 'gim')
/** A value of a few words says nothing by itself; one of more is a sentence with a label. */
const SHORT_PROPERTY = /^[ \t]*(?:[-*+][ \t]+)?[\p{L}\w.-]+(?: [\p{L}\w.-]+)?::[ \t]*(?:\S+[ \t]+){0,2}\S*[ \t]*$/gmu
const PROPERTY = /^([ \t]*(?:[-*+][ \t]+)?)([\p{L}\w.-]+(?: [\p{L}\w.-]+)?)::[ \t]+(?=\S)/gmu
const TOOL_FIELD = new RegExp(String.raw`[[(]${OF_TOOLS}::[^\])\n]{0,500}[\])]`, 'gi')
const FIELD = /[[(]([\p{L}\w -]{1,40})::[ \t]{0,9}([^\])\n]{0,500})[\])]/gu
const DATAVIEW_INLINE = /`(?:\$?=)[ \t][^`\n]*`/g

/** Replaces what outliners and task lists write around the words by what a reader sees: `☐` and `☑` come from the Markdown. */
export function maskOutline(text: string): string {
  return withoutBlocks(text)
    .replace(PLANNING, '')
    .replace(DROPPED_TASK, '')
    .replace(OPEN_TASK, '$1[ ] ')
    .replace(DONE_TASK, '$1[x] ')
    .replace(OTHER_BOX, '$1[ ] ')
    .replace(TASK_DATE, '')
    .replace(TASK_REPEAT, '')
    .replace(TASK_SIGN, '')
    .replace(TASK_TAG, '$1')
    .replace(TOOL_PROPERTY, '')
    .replace(SHORT_PROPERTY, '')
    .replace(PROPERTY, '$1$2: ')
    .replace(TOOL_FIELD, '')
    .replace(FIELD, '$1: $2')
    .replace(DATAVIEW_INLINE, '')
}

/** Line by line, and each only once: a note of a thousand openings and no end takes no longer than another. */
function withoutBlocks(text: string): string {
  if (!text.includes('#+') && !text.includes(':END:')) return text
  const lines = text.split('\n')
  const ends = new Map<string, number>()
  for (const [index, line] of lines.entries()) {
    const name = DRAWER_END.test(line) ? ':' : END.exec(line)?.[1]?.toUpperCase()
    if (name !== undefined) ends.set(name, index)
  }
  let inside: string | null = null
  return lines
    .map((line, index) => {
      const opened: string | undefined = inside === null ? (DRAWER.test(line) ? ':' : BEGIN.exec(line)?.[1]?.toUpperCase()) : undefined
      if (opened !== undefined && (ends.get(opened) ?? -1) > index) inside = opened
      const name = inside
      if (name !== null && (name === ':' ? DRAWER_END.test(line) : END.exec(line)?.[1]?.toUpperCase() === name)) inside = null
      if (name === ':' || (name !== null && CODE.has(name))) return ''
      const plain = line.replace(MARK, '$1')
      return name === 'QUOTE' ? `> ${plain.trim()}` : plain
    })
    .join('\n')
}

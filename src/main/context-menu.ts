import { Menu } from 'electron'
import type { BrowserWindow, ContextMenuParams, WebContents } from 'electron'
import { contextItems } from './context-items.ts'
import type { Spelling } from './spelling/spelling.ts'
import { wordAt } from './spelling/word-at.ts'
import { say } from './say.ts'

type Spelt = Readonly<{ word: string; suggestions: readonly string[]; write: (word: string) => Promise<void> }>

/** The menu of the other mouse button and of the menu key. Without `spelling` the system knows what is misspelt. */
export function offerContextMenu(window: BrowserWindow, spelling: Spelling | null): void {
  const { webContents } = window
  const offer = async (params: ContextMenuParams): Promise<void> => {
    const spelt = spelling && params.isEditable ? await speltAtCaret(webContents, spelling) : null
    if (window.isDestroyed()) return
    const asked = spelt ? { ...params, misspelledWord: spelt.word, dictionarySuggestions: [...spelt.suggestions] } : params
    const items = contextItems(asked, (word) => (spelt ? void spelt.write(word).catch(tell) : webContents.replaceMisspelling(word)))
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window, x: params.x, y: params.y })
  }
  webContents.on('context-menu', (_event, params) => void offer(params).catch(tell))
}

function tell(error: unknown): void {
  say.error(`tacit: the menu of a text failed: ${error instanceof Error ? error.message : String(error)}`)
}

type Caret = Readonly<{ text: string; start: number; end: number }>

const CARET = `(() => {
  const field = document.activeElement
  const isText = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === 'text')
  return isText && field.spellcheck ? { text: field.value, start: field.selectionStart, end: field.selectionEnd } : null
})()`

/** Chromium tells of a misspelt word under the pointer only with its own dictionaries, so the field is asked where its caret is. */
async function speltAtCaret(page: WebContents, { spoken, misspelt, suggestions }: Spelling): Promise<Spelt | null> {
  const caret = (await page.executeJavaScript(CARET)) as Caret | null
  const at = caret && wordAt(caret.text, caret.start, caret.end, spoken.script)
  if (!caret || !at || !(await misspelt(at.words)).includes(at.word)) return null
  const select = `(() => {
    const field = document.activeElement
    if (field?.value !== ${JSON.stringify(caret.text)}) return false
    field.setSelectionRange(${at.from}, ${at.to})
    return true
  })()`
  return {
    word: at.word,
    suggestions: await suggestions(at.word),
    write: async (word) => {
      // Like typing: the field's own undo takes it back.
      if ((await page.executeJavaScript(select)) === true) page.replace(word)
    },
  }
}

import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'

type Asked = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'misspelledWord' | 'dictionarySuggestions' | 'editFlags'>

const MOST_SUGGESTIONS = 5

/** In a field what the system would write for a misspelt word, and what can be done with the text; elsewhere only copying what is selected. */
export function contextItems({ isEditable, selectionText, misspelledWord, dictionarySuggestions, editFlags }: Asked, write: (word: string) => void): MenuItemConstructorOptions[] {
  if (!isEditable) return selectionText.trim() === '' ? [] : [{ role: 'copy' }]
  const suggestions = dictionarySuggestions.slice(0, MOST_SUGGESTIONS).map((word): MenuItemConstructorOptions => ({ label: word, click: () => write(word) }))
  const spelling = misspelledWord === '' ? [] : suggestions.length > 0 ? suggestions : [{ label: 'No other spelling is known', enabled: false }]
  return [
    ...spelling,
    ...(spelling.length > 0 ? [{ type: 'separator' } as const] : []),
    { role: 'undo', enabled: editFlags.canUndo },
    { role: 'redo', enabled: editFlags.canRedo },
    { type: 'separator' },
    { role: 'cut', enabled: editFlags.canCut },
    { role: 'copy', enabled: editFlags.canCopy },
    { role: 'paste', enabled: editFlags.canPaste },
    { role: 'selectAll', enabled: editFlags.canSelectAll },
  ]
}

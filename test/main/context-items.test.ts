import { describe, expect, it } from 'vitest'
import { contextItems } from '../../src/main/context-items.ts'

const editFlags = { canUndo: false, canRedo: false, canCut: true, canCopy: true, canPaste: true, canDelete: true, canSelectAll: true, canEditRichly: false }
const field = { isEditable: true, selectionText: '', misspelledWord: '', dictionarySuggestions: [], editFlags }

describe('the menu of the other mouse button', () => {
  it('offers in a field what can be done with its text, and greys what cannot', () => {
    const items = contextItems(field, () => undefined)
    expect(items.map(({ role }) => role).filter(Boolean)).toEqual(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'])
    expect(items.find(({ role }) => role === 'undo')).toMatchObject({ enabled: false })
  })

  it('offers other spellings first, and writes the one that is chosen', () => {
    const written: string[] = []
    const [first, second] = contextItems({ ...field, misspelledWord: 'quinse', dictionarySuggestions: ['quince', 'quince’s'] }, (word) => written.push(word))
    expect([first?.label, second?.label]).toEqual(['quince', 'quince’s'])
    first!.click!(undefined as never, undefined as never, undefined as never)
    expect(written).toEqual(['quince'])
    expect(contextItems({ ...field, misspelledWord: 'xqzt' }, () => undefined)[0]).toMatchObject({ label: 'No other spelling is known', enabled: false })
  })

  it('offers elsewhere only to copy what is selected', () => {
    expect(contextItems({ ...field, isEditable: false, selectionText: 'a pear tree' }, () => undefined)).toEqual([{ role: 'copy' }])
    expect(contextItems({ ...field, isEditable: false, selectionText: ' ' }, () => undefined)).toEqual([])
  })
})

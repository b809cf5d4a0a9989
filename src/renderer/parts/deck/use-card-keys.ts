import type { KeyboardEvent } from 'react'
import { useApp } from '../../stores/app.ts'

/** What each key does, by `KeyboardEvent.key` in lower case. */
export type CardKeys = Readonly<Record<string, (() => void) | undefined>>

const WITHOUT_SETTING = new Set(['enter', 'escape', 'arrowleft', 'arrowright', 'arrowdown'])

/** Keys that work while the focus is in a card. Single letters and digits only where Settings allow them. */
export function useCardKeys(keys: CardKeys): (event: KeyboardEvent) => void {
  const singleKeys = useApp((state) => state.settings?.singleKeys ?? true)
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return
    const key = event.key.toLowerCase()
    const target = event.target as HTMLElement
    if (target.matches('textarea, input:not([type=radio])')) return
    if (key === 'enter' && target.matches('button, a, summary')) return
    if (!singleKeys && !WITHOUT_SETTING.has(key)) return
    const action = keys[key]
    if (!action) return
    event.preventDefault()
    action()
  }
}

import { useEffect } from 'react'
import { isMac } from '../../api.ts'
import { go, goBack, useAddress } from '../../stores/address.ts'
import { keepQuietForHours, useApp } from '../../stores/app.ts'
import { useToday } from '../../stores/today.ts'
import { PLACES } from '../../words/address.ts'
import { openOverlay, useOverlay } from './overlay.ts'
import { nextRegion } from './regions.ts'

/** The keys that work anywhere in the window. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const action = actionFor(event)
      if (!action) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function actionFor(event: KeyboardEvent): (() => void) | null {
  const command = isMac ? event.metaKey : event.ctrlKey
  const key = event.key.toLowerCase()
  if (event.key === 'F6') return () => nextRegion(event.shiftKey ? -1 : 1)
  if (command && !event.altKey) {
    if (event.shiftKey) return key === 'q' ? keepQuietForHours : null
    const place = PLACES[Number(key) - 1]
    if (place) return () => go(place)
    if (key === 'k') return () => openOverlay(useOverlay.getState().open === 'palette' ? null : 'palette')
    if (key === 'z' && !isTyping(event.target)) return () => void useToday.getState().undo()
    return null
  }
  if (event.altKey && event.key === 'ArrowLeft' && !event.ctrlKey) return goBack
  if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target) || useOverlay.getState().open) return null
  return useApp.getState().settings?.singleKeys === false ? null : singleKey(event.key)
}

function singleKey(key: string): (() => void) | null {
  const { place } = useAddress.getState()
  if (key === '?') return () => openOverlay('shortcuts')
  if (key.toLowerCase() === 'r' && place === 'today') {
    const { opened, isSending, openFive } = useToday.getState()
    return opened || isSending ? null : () => void openFive('state', 5)
  }
  if (key === '/' && place === 'memory') return () => document.querySelector<HTMLInputElement>('main [data-search]')?.focus()
  if (key.toLowerCase() === 't') {
    const chart = document.activeElement?.closest('[data-chart]') ?? document.querySelector('main [data-chart]')
    const toggle = chart?.querySelector<HTMLButtonElement>('[data-numbers]')
    return toggle ? () => toggle.click() : null
  }
  return null
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox], [type=range])'))
}

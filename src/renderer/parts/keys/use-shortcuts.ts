import { useEffect } from 'react'
import { isMac } from '../../api.ts'
import { go, goBack, useAddress } from '../../stores/address.ts'
import { say } from '../../stores/announcer.ts'
import { keepQuietForHours, useApp } from '../../stores/app.ts'
import { useToday } from '../../stores/today.ts'
import { useYou } from '../../stores/you.ts'
import { PLACES } from '../../words/address.ts'
import { openOverlay, useOverlay } from './overlay.ts'
import { nextRegion } from './regions.ts'

/** The keys that work anywhere in the window; while setting up, those that lead nowhere else. */
export function useShortcuts(hasPlaces: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const action = actionFor(event, hasPlaces)
      if (!action) return
      event.preventDefault()
      action()
    }
    const acts = { keydown: onKeyDown as EventListener, 'tacit:copy': copyHere, ...(hasPlaces && { 'tacit:find': findOrDo, 'tacit:back': goBackHere }) }
    for (const [type, act] of Object.entries(acts)) document.addEventListener(type, act)
    return () => {
      for (const [type, act] of Object.entries(acts)) document.removeEventListener(type, act)
    }
  }, [hasPlaces])
}

function actionFor(event: KeyboardEvent, hasPlaces: boolean): (() => void) | null {
  const command = isMac ? event.metaKey : event.ctrlKey
  const key = event.key.toLowerCase()
  const isCovered = isUnderDialog()
  if (event.key === 'F6' && isCovered) return null
  if (event.key === 'F6') return () => nextRegion(event.shiftKey ? -1 : 1)
  if (event.ctrlKey && event.shiftKey) return key === 'q' ? keepQuietForHours : null
  if (command && !event.altKey && !event.shiftKey) {
    if (key === 'z' && !isTyping(event.target) && !isCovered) return undoHere
    if (!hasPlaces) return null
    const place = PLACES[Number(key) - 1]
    if (place) {
      return () => {
        openOverlay(null)
        go(place)
      }
    }
    if (key === 'k') return findOrDo
    return null
  }
  if (hasPlaces && event.altKey && event.key === 'ArrowLeft' && !event.ctrlKey && !isCovered) return goBack
  if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target) || isCovered) return null
  return useApp.getState().settings?.singleKeys === false ? null : singleKey(event.key, hasPlaces)
}

const isUnderDialog = (): boolean => document.querySelector('dialog[open]') !== null

function findOrDo(): void {
  openOverlay(useOverlay.getState().open === 'palette' ? null : 'palette')
}

function goBackHere(): void {
  if (!isUnderDialog()) goBack()
}

/** In You what was removed last, if anything was today; else the last answer. */
function undoHere(): void {
  const [removal] = useYou.getState().you?.removals ?? []
  if (removal && useAddress.getState().place === 'you') void useYou.getState().putBack(removal.undoId)
  else void useToday.getState().undo()
}

function singleKey(key: string, hasPlaces: boolean): (() => void) | null {
  if (key === '?') return () => openOverlay('shortcuts')
  if (!hasPlaces) return null
  const { place } = useAddress.getState()
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
  if (key.toLowerCase() === 'c') return presser('[data-copy][aria-keyshortcuts]')
  if (key.toLowerCase() === 'l') return presser('[data-copy-link]')
  return null
}

/** From the window's menu: what the focus is in, else the first thing of the place that can be copied. */
function copyHere(): void {
  const button = presser('[data-copy]') ?? presserOf(document.querySelector('main [data-copy]'))
  if (button) button()
  else say('Nothing here can be copied as Markdown.')
}

const presserOf = (button: HTMLElement | null | undefined): (() => void) | null => (button ? () => button.click() : null)

/** Presses what is found in the nearest thing around the focus that can be copied. */
function presser(selector: string): (() => void) | null {
  return presserOf(document.activeElement?.closest('[data-copyable]')?.querySelector<HTMLElement>(selector))
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox], [type=range])'))
}

import type { PlaceName } from '../../words/address.ts'
import { cap } from './command.ts'
import type { Command } from './command.ts'

// A chip says something of the card beside it, and out of its place nobody would know of which.
const ROLES_OF_LISTS = '[role="tab"], [role="option"], [role="menuitem"], [aria-disabled="true"], [aria-pressed]:not([aria-keyshortcuts])'
/** What the palette has under words of its own. */
const ELSEWHERE = '[data-copy], [data-copy-link], [aria-keyshortcuts="r"], [aria-keyshortcuts="Control+Z"]'
const KEYS: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowDown: '↓', 'Control+Enter': 'Ctrl Enter' }

/** What can be pressed in the place and its notice now, under the words on it; what has a key of its own comes first, and alone while nothing is typed. */
export function actsHere(place: PlaceName): readonly Command[] {
  const controls = [...document.querySelectorAll<HTMLElement>(':is(main, aside) :is(button:enabled, a[href][aria-keyshortcuts], [data-do]:enabled)')]
  const acts = controls.filter((control) => !control.matches(`${ROLES_OF_LISTS}, ${ELSEWHERE}`) && control.checkVisibility()).map(actOf)
  const once = acts.filter(({ label }, index) => acts.findIndex((other) => other.label === label) === index)
  return [...once.filter(({ hint }) => hint !== ''), ...once.filter(({ hint }) => hint === '')].map((act, index) => ({ ...act, id: `here/${index}`, icon: place }))

  function actOf(control: HTMLElement): Omit<Command, 'id' | 'icon'> {
    const keys = control.getAttribute('aria-keyshortcuts') ?? control.dataset['key'] ?? ''
    // One of a scale or of a list is there to be looked for, and would else fill the six lines.
    const isOne = control.dataset['do'] !== undefined || keys === ''
    return { group: 'Do', label: control.dataset['do'] ?? wordsOn(control), hint: cap(KEYS[keys] ?? (keys.length === 1 ? keys.toUpperCase() : keys)), run: () => press(control), ...(isOne && { fits: [] }) }
  }
}

function press(control: HTMLElement): void {
  control.focus()
  control.click()
}

/** Its name without the caps of keys, which are for sight only. */
function wordsOn(control: HTMLElement): string {
  const copy = control.cloneNode(true) as HTMLElement
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove()
  return (control.getAttribute('aria-label') ?? copy.textContent).replace(/\s+/g, ' ').trim()
}

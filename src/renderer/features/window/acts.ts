import { go } from '../../stores/address.ts'
import { keepQuietForHours, noticeFailure, QUIET_HOURS, useApp } from '../../stores/app.ts'
import { useToday } from '../../stores/today.ts'
import { useYou } from '../../stores/you.ts'
import type { Settings } from '../../../agent/contract/index.ts'
import type { PlaceName } from '../../words/address.ts'
import { openOverlay } from '../../parts/keys/overlay.ts'
import { cap } from './command.ts'
import type { Command, Facts } from './command.ts'

/** What can be done from wherever the person is; `fits` says where it is among the first. */
export function actsFor({ status, settings, sources, you, canUndo }: Facts, now: number): readonly Command[] {
  const isQuiet = (settings?.quietUntilTime ?? 0) > now
  const theme = settings?.theme === 'dark' ? 'light' : 'dark'
  const sample = sources.find((source) => source.isSample)
  const today = useToday.getState
  const act = (fits: readonly PlaceName[], id: string, icon: Command['icon'], label: string, hint: string, run: () => void): Command => ({ id, group: 'Do', icon, label, hint: cap(hint), fits, run })
  const change = (changes: Partial<Settings>) => () => void useApp.getState().change(changes).catch(noticeFailure)
  const at = (place: PlaceName, run: () => void) => () => {
    go(place)
    run()
  }
  return [
    act(['today', 'trust'], 'five', 'today', 'Rate five', 'R', at('today', () => void today().openFive('state', 5))),
    act(canUndo ? ['today', 'you', 'trust'] : [], 'undo', 'undo', 'Undo the last answer', 'Ctrl Z', at('today', () => void today().undo())),
    act(['today'], 'pairs', 'today', 'Choose between two, five times', '', at('today', () => void today().openFive('pair', 5))),
    act(['today'], 'write', 'edit', 'Write a state of your own', '', () => go('today', 'write')),
    act(['memory'], 'search', 'search', 'Search passages', '/', pressAt('[data-search]', 'memory')),
    act(['memory'], 'add', 'plus', 'Add a source', '', () => go('memory', 'add')),
    act(['memory'], 'exclude', 'hidden', 'Exclude something from what is read', '', () => go('memory', 'exclusions')),
    act(['you'], 'principle', 'plus', 'Write a principle', '', pressAt('Write a principle', 'you', 'principles')),
    act([], 'matters', 'you', 'Say which poles matter to you', '', () => go('you', 'matters')),
    ...(you?.removals ?? []).slice(0, 1).map(({ undoId, label }) => act([], 'put-back', 'undo', `Put back what was removed last: ${label}`, '', at('you', () => void useYou.getState().putBack(undoId)))),
    act(['you'], 'export', 'you', 'Export profile', '', () => go('you', 'export')),
    act(['you'], 'import', 'you', 'Import or compare a profile', '', () => go('you', 'export')),
    isQuiet
      ? act(['today', 'settings', 'trust'], 'unquiet', 'quiet', 'End the quiet now', '', () => void useApp.getState().keepQuiet(null).catch(noticeFailure))
      : act(['today', 'settings', 'trust'], 'quiet', 'quiet', `Keep quiet for ${QUIET_HOURS} hours`, 'Ctrl Shift Q', keepQuietForHours),
    act([], 'quiet-tomorrow', 'quiet', 'Keep quiet until tomorrow', '', () => void useApp.getState().keepQuiet(tomorrow(now)).catch(noticeFailure)),
    act(['settings'], 'theme', 'settings', `Use ${theme} colours`, '', change({ theme })),
    act([], 'theme-system', 'settings', 'Use the system’s colours', '', change({ theme: 'system' })),
    act(['trust', 'settings'], 'network', 'network', settings?.noNetwork ? 'Allow the network again' : 'Switch the network off', '', change({ noNetwork: !settings?.noNetwork })),
    act(['settings'], 'backup', 'folder', 'Back up now', '', pressAt('Back up now', 'settings', 'data')),
    act(['settings'], 'doctor', 'check', 'Check what works', '', () => go('settings', 'checks')),
    act([], 'notices', 'settings', settings?.notifications ? 'Turn notices of the system off' : 'Turn notices of the system on', '', change({ notifications: !settings?.notifications })),
    act([], 'keys', 'settings', settings?.singleKeys === false ? 'Turn single keys on' : 'Turn single keys off', '', change({ singleKeys: settings?.singleKeys === false })),
    ...links().map((copy) => act(['today'], 'copy link', 'note', 'Copy a link to this card', 'L', copy)),
    ...copies().map(([what, copy]) => act(['you', 'trust'], `copy ${what}`, 'note', `Copy ${what} as Markdown`, 'C', copy)),
    act(['today', 'you', 'memory', 'trust', 'settings'], 'shortcuts', 'search', 'Show all keys', '?', () => openOverlay('shortcuts')),
    act([], 'back', 'back', 'Back', 'Alt ←', () => history.back()),
    ...(sample ? [act(['memory'], 'sample', 'close', 'Leave the sample notes', '', () => go('memory', 'source', sample.id, 'remove'))] : []),
    ...(status?.firstRun.done ? [act([], 'first-run', 'go', 'Show the setting up again', '', change({ firstRunDone: false, firstRunStep: 'hello' }))] : []),
    act([], 'erase', 'warning', 'Erase everything…', '', pressAt('Erase everything…', 'settings', 'data')),
  ]
}

const links = (): readonly (() => void)[] => [...document.querySelectorAll<HTMLElement>('main [data-copy-link]')].slice(0, 1).map((button) => () => button.click())

/** What stands in the place now and can be copied, each once. */
function copies(): readonly (readonly [string, () => void])[] {
  const buttons = [...document.querySelectorAll<HTMLElement>('main [data-copy]')]
  return [...new Map(buttons.toReversed().map((button) => [button.dataset['copy']!, button]))].map(([what, button]) => [what, () => button.click()])
}

const LOOKS_EVERY_MS = 50
const MOST_LOOKS = 200

/** Goes to an address, and there to a control: presses the button with these words, or moves into the field that matches. */
function pressAt(wanted: string, place: PlaceName, ...path: readonly string[]): () => void {
  const find = (): HTMLElement | null =>
    wanted.startsWith('[') ? document.querySelector<HTMLElement>(`main ${wanted}`) : ([...document.querySelectorAll<HTMLElement>('main button')].find(({ textContent }) => textContent === wanted) ?? null)
  return () => {
    go(place, ...path)
    let looks = 0
    const timer = setInterval(() => {
      const control = find()
      if (control || ++looks > MOST_LOOKS) clearInterval(timer)
      control?.focus()
      if (control?.tagName === 'BUTTON') control.click()
    }, LOOKS_EVERY_MS)
  }
}

function tomorrow(now: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, 7, 30).getTime()
}

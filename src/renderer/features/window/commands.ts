import type { PassageView, Settings, Source, Status, You } from '../../../agent/contract/index.ts'
import { isMac } from '../../api.ts'
import { go } from '../../stores/address.ts'
import { keepQuietForHours, noticeFailure, QUIET_HOURS, useApp } from '../../stores/app.ts'
import { useSources } from '../../stores/sources.ts'
import { useToday } from '../../stores/today.ts'
import type { IconName } from '../../ui/icons.ts'
import { PLACE_NAMES, PLACES } from '../../words/address.ts'
import type { PlaceName } from '../../words/address.ts'
import { placeWords } from '../../words/memory.ts'
import { openOverlay } from '../../parts/keys/overlay.ts'

export type Command = Readonly<{ id: string; group: 'Do' | 'Go to' | 'In your notes'; icon: IconName; label: string; hint: string; run: () => void }>

const cap = (keys: string): string => (isMac ? keys.replace('Ctrl Shift ', '⌃ ⇧ ').replace('Ctrl ', '⌘ ').replace('Shift ', '⇧ ').replace('Alt ', '⌥ ') : keys)

type Facts = Readonly<{ status: Status | null; settings: Settings | null; sources: readonly Source[]; you: You | null }>

/** Every act and every place, the ones that fit now first. */
export function commandsFor({ status, settings, sources, you }: Facts, now = Date.now()): readonly Command[] {
  return [...acts(status, settings, sources, now), ...places(), ...axes(you), ...sourceCommands(sources)]
}

function acts(status: Status | null, settings: Settings | null, sources: readonly Source[], now: number): readonly Command[] {
  const isQuiet = (settings?.quietUntilTime ?? 0) > now
  const theme = settings?.theme === 'dark' ? 'light' : 'dark'
  const sample = sources.find((source) => source.isSample)
  const today = useToday.getState
  const act = (id: string, icon: IconName, label: string, hint: string, run: () => void): Command => ({ id, group: 'Do', icon, label, hint: cap(hint), run })
  const change = (changes: Partial<Settings>) => () => void useApp.getState().change(changes).catch(noticeFailure)
  const at = (place: PlaceName, run: () => void) => () => {
    go(place)
    run()
  }
  return [
    act('five', 'today', 'Rate five', 'R', at('today', () => void today().openFive('state', 5))),
    act('pairs', 'today', 'Choose between two, five times', '', at('today', () => void today().openFive('pair', 5))),
    act('write', 'edit', 'Write a state of your own', '', () => go('today', 'write')),
    act('undo', 'undo', 'Undo the last answer', 'Ctrl Z', at('today', () => void today().undo())),
    act('add', 'plus', 'Add a source', '', () => go('memory', 'add')),
    act('exclude', 'hidden', 'Exclude something from what is read', '', () => go('memory', 'exclusions')),
    act('export', 'you', 'Export profile', '', () => go('you', 'export')),
    isQuiet
      ? act('unquiet', 'quiet', 'End the quiet now', '', () => void useApp.getState().keepQuiet(null).catch(noticeFailure))
      : act('quiet', 'quiet', `Keep quiet for ${QUIET_HOURS} hours`, 'Ctrl Shift Q', keepQuietForHours),
    act('quiet-tomorrow', 'quiet', 'Keep quiet until tomorrow', '', () => void useApp.getState().keepQuiet(tomorrow(now)).catch(noticeFailure)),
    act('search', 'search', 'Search passages', '/', () => {
      go('memory')
      setTimeout(() => document.querySelector<HTMLInputElement>('main [data-search]')?.focus(), 60)
    }),
    act('theme', 'settings', `Use ${theme} colours`, '', change({ theme })),
    act('theme-system', 'settings', 'Use the system’s colours', '', change({ theme: 'system' })),
    ...links().map((copy) => act('copy link', 'note', 'Copy a link to this card', 'L', copy)),
    ...copies().map(([what, copy]) => act(`copy ${what}`, 'note', `Copy ${what} as Markdown`, 'C', copy)),
    act('keys', 'settings', settings?.singleKeys === false ? 'Turn single keys on' : 'Turn single keys off', '', change({ singleKeys: settings?.singleKeys === false })),
    act('doctor', 'check', 'Check what works', '', () => go('settings', 'checks')),
    act('shortcuts', 'search', 'Show all keys', '?', () => openOverlay('shortcuts')),
    ...(sample ? [act('sample', 'close', 'Leave the sample notes', '', () => go('memory', 'source', sample.id, 'remove'))] : []),
    ...(status?.firstRun.done ? [act('first-run', 'go', 'Show the setting up again', '', change({ firstRunDone: false, firstRunStep: 'hello' }))] : []),
  ]
}

const links = (): readonly (() => void)[] => [...document.querySelectorAll<HTMLElement>('main [data-copy-link]')].slice(0, 1).map((button) => () => button.click())

/** What stands in the place now and can be copied, each once. */
function copies(): readonly (readonly [string, () => void])[] {
  const buttons = [...document.querySelectorAll<HTMLElement>('main [data-copy]')]
  return [...new Map(buttons.toReversed().map((button) => [button.dataset['copy']!, button]))].map(([what, button]) => [what, () => button.click()])
}

function tomorrow(now: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, 7, 30).getTime()
}

const SECTIONS: readonly (readonly [string, PlaceName, ...string[]])[] = [
  ['Axes', 'you'], ['Channels', 'you', 'channels'], ['Principles', 'you', 'principles'], ['Taste and mood', 'you', 'moods'], ['Threads', 'memory', 'threads'], ['Exclusions', 'memory', 'exclusions'], ['What came in this week', 'memory', 'week'],
  ['Withheld', 'memory', 'withheld'], ['Kept quiet', 'trust', 'quiet'], ['Ledger', 'memory', 'ledger'],
  ['Appearance', 'settings', 'appearance'], ['Quiet hours', 'settings', 'speaking'], ['What is kept out', 'settings', 'material'],
  ['Models', 'settings', 'models'], ['Own server', 'settings', 'models'], ['Data folder', 'settings', 'data'], ['No network', 'settings', 'network'], ['Network', 'trust', 'network'], ['Checks', 'settings', 'checks'], ['About', 'settings', 'about'],
]

function places(): readonly Command[] {
  const main = PLACES.map((place, index): Command => ({ id: place, group: 'Go to', icon: place, label: PLACE_NAMES[place], hint: cap(`Ctrl ${index + 1}`), run: () => go(place) }))
  const sections = SECTIONS.map(([label, place, ...path]): Command => ({ id: `${place}/${path.join('/')}`, group: 'Go to', icon: place, label, hint: PLACE_NAMES[place], run: () => go(place, ...path) }))
  return [...main, ...sections]
}

function axes(you: You | null): readonly Command[] {
  return (you?.axes ?? []).map(({ id, left, right }) => ({ id: `axis/${id}`, group: 'Go to', icon: 'you', label: `${left} ↔ ${right}`, hint: 'You', run: () => go('you', 'axis', id) }))
}

function sourceCommands(sources: readonly Source[]): readonly Command[] {
  return sources.flatMap((source): readonly Command[] => [
    { id: `source/${source.id}`, group: 'Go to', icon: source.kind === 'chats' ? 'chat' : 'folder', label: source.name, hint: 'Memory', run: () => go('memory', 'source', source.id) },
    { id: `uses/${source.id}`, group: 'Do', icon: 'folder', label: `Change what ${source.name} may be used for`, hint: '', run: () => go('memory', 'source', source.id) },
    { id: `read/${source.id}`, group: 'Do', icon: 'folder', label: `Read ${source.name} again`, hint: '', run: () => void useSources.getState().readAgain(source) },
  ])
}

export function passageCommands(passages: readonly PassageView[]): readonly Command[] {
  return passages.map((passage) => ({
    id: `passage/${passage.id}`,
    group: 'In your notes',
    icon: 'note',
    label: passage.text,
    hint: placeWords(passage),
    run: () => go('memory', 'passage', passage.id),
  }))
}

const SHOWN_WHEN_EMPTY = 6

/** The commands whose words begin with each word of the query; with no query, the first six acts. */
export function matching(commands: readonly Command[], query: string): readonly Command[] {
  const wanted = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (wanted.length === 0) return commands.slice(0, SHOWN_WHEN_EMPTY)
  return commands.filter(({ label, hint }) => {
    const words = `${label} ${hint}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    return wanted.every((part) => words.some((word) => word.startsWith(part)))
  })
}

import { go } from '../../stores/address.ts'
import { useSources } from '../../stores/sources.ts'
import { PLACE_NAMES, PLACES } from '../../words/address.ts'
import type { PlaceName } from '../../words/address.ts'
import { cap } from './command.ts'
import type { Command, Facts } from './command.ts'

const SECTIONS: readonly (readonly [string, PlaceName, ...string[]])[] = [
  ['Axes', 'you'], ['Channels', 'you', 'channels'], ['Principles', 'you', 'principles'], ['Taste and mood', 'you', 'moods'], ['Profile', 'you', 'export'],
  ['Threads', 'memory', 'threads'], ['Exclusions', 'memory', 'exclusions'], ['What came in this week', 'memory', 'week'], ['Withheld', 'memory', 'withheld'], ['Ledger', 'memory', 'ledger'],
  ['Kept quiet', 'trust', 'quiet'], ['Network', 'trust', 'network'],
  ['Appearance', 'settings', 'appearance'], ['Colours', 'settings', 'appearance'], ['Language of dates and numbers', 'settings', 'appearance'], ['Single keys', 'settings', 'appearance'],
  ['Speaking', 'settings', 'speaking'], ['How readily it proposes', 'settings', 'speaking'], ['Quiet hours', 'settings', 'speaking'], ['Notices of the system', 'settings', 'speaking'], ['Icon in the tray', 'settings', 'speaking'], ['Start with the system', 'settings', 'speaking'],
  ['What is kept out', 'settings', 'material'], ['Models', 'settings', 'models'], ['Hardware', 'settings', 'models'], ['Embedder', 'settings', 'models'], ['Own server', 'settings', 'models'],
  ['Data folder', 'settings', 'data'], ['Backups', 'settings', 'data'], ['No network', 'settings', 'network'], ['Checks', 'settings', 'checks'], ['About', 'settings', 'about'], ['Licences', 'settings', 'about'],
]

/** All that can be gone to: places and their parts, settings, axes, principles and sources. */
export function goals({ you, principles, sources }: Facts): readonly Command[] {
  const goal = (id: string, icon: Command['icon'], label: string, hint: string, place: PlaceName, ...path: readonly string[]): Command => ({ id, group: 'Go to', icon, label, hint, run: () => go(place, ...path) })
  return [
    ...PLACES.map((place, index) => goal(place, place, PLACE_NAMES[place], cap(`Ctrl ${index + 1}`), place)),
    ...SECTIONS.map(([label, place, ...path]) => goal(`${place}/${label}`, place, label, PLACE_NAMES[place], place, ...path)),
    ...(you?.axes ?? []).map(({ id, left, right }) => goal(`axis/${id}`, 'you', `${left} ↔ ${right}`, 'You', 'you', 'axis', id)),
    ...principles.map(({ id, text }) => goal(`principle/${id}`, 'you', text, 'Principle', 'you', 'principles')),
    ...sources.map(({ id, kind, name }) => goal(`source/${id}`, kind === 'chats' ? 'chat' : 'folder', name, 'Memory', 'memory', 'source', id)),
    ...sources.flatMap((source): readonly Command[] => [
      { id: `uses/${source.id}`, group: 'Do', icon: 'folder', label: `Change what ${source.name} may be used for`, hint: '', fits: [], run: () => go('memory', 'source', source.id) },
      { id: `read/${source.id}`, group: 'Do', icon: 'folder', label: `Read ${source.name} again`, hint: '', fits: ['memory'], run: () => void useSources.getState().readAgain(source) },
    ]),
  ]
}

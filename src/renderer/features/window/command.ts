import type { PrincipleView, Settings, Source, Status, You } from '../../../agent/contract/index.ts'
import { isMac } from '../../api.ts'
import type { IconName } from '../../ui/icons.ts'
import type { PlaceName } from '../../words/address.ts'

export type Command = Readonly<{
  id: string
  group: 'Do' | 'Go to' | 'In your notes'
  icon: IconName
  label: string
  hint: string
  run: () => void
  /** Where it comes first while nothing is typed. */
  fits?: readonly PlaceName[]
}>

/** Keys as they stand on this system's keyboard. */
export const cap = (keys: string): string => (isMac ? keys.replace('Ctrl Shift ', '⌃ ⇧ ').replace('Ctrl ', '⌘ ').replace('Shift ', '⇧ ').replace('Alt ', '⌥ ') : keys)

export type Facts = Readonly<{
  place: PlaceName
  status: Status | null
  settings: Settings | null
  sources: readonly Source[]
  principles: readonly PrincipleView[]
  you: You | null
  canUndo: boolean
}>

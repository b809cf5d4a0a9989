import type { PassageView } from '../../../agent/contract/index.ts'
import { go } from '../../stores/address.ts'
import type { PlaceName } from '../../words/address.ts'
import { placeWords } from '../../words/memory.ts'
import { actsFor } from './acts.ts'
import type { Command, Facts } from './command.ts'
import { goals } from './goals.ts'
import { actsHere } from './here.ts'

/** Every act and every place: what stands in the place now comes first. */
export function commandsFor(facts: Facts, now = Date.now()): readonly Command[] {
  const { place, settings } = facts
  const acts = actsFor(facts, now)
  const known = new Set(acts.map(({ label }) => label))
  const here = actsHere(place).filter(({ label }) => !known.has(label))
  const commands = [...here, ...acts, ...goals(facts)]
  return settings?.singleKeys === false ? commands.map((command) => (command.hint.length === 1 ? { ...command, hint: '' } : command)) : commands
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

/** The commands whose words begin with each word of the query; with no query, the first six that fit the place. */
export function matching(commands: readonly Command[], query: string, place: PlaceName): readonly Command[] {
  const wanted = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (wanted.length === 0) return commands.filter(({ group, fits }) => group === 'Do' && (fits === undefined || fits.includes(place))).slice(0, SHOWN_WHEN_EMPTY)
  return commands.filter(({ label, hint }) => {
    const words = `${label} ${hint}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    return wanted.every((part) => words.some((word) => word.startsWith(part)))
  })
}

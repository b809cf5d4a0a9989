import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { STANDING_FILE } from '../agent/contract/standing.ts'
import type { Standing } from '../agent/contract/standing.ts'
import type { Tray } from '../agent/contract/entities.ts'

/** What Tacit showed when it closed, for the page to begin with. Whatever a person does with it waits for the agent. */
export type LastStanding = Readonly<{
  /** What the page may see before the agent answers, each once; undefined for all else, and once the agent is there. */
  answer: (route: string) => unknown
  /** The agent is there. Returns whether anything was answered, and so has to be looked at again. */
  end: () => boolean
}>

/** Read before the agent starts, because that takes it away. */
export function openStanding(home: string, version: string, now: number): LastStanding {
  const standing = read(home, version)
  const left = new Map<string, unknown>(standing && now >= standing.at ? Object.entries({ 'app.status': standing.status, 'settings.get': standing.settings, 'today.tray': trayOn(standing, now) }) : [])
  let wasAsked = false
  return {
    answer: (route) => {
      const found = left.get(route) ?? undefined
      left.delete(route)
      wasAsked ||= found !== undefined
      return found
    },
    end: () => {
      left.clear()
      return wasAsked
    },
  }
}

function read(home: string, version: string): Standing | null {
  try {
    const standing = JSON.parse(readFileSync(join(home, STANDING_FILE), 'utf8')) as Standing
    return standing.version === version ? standing : null
  } catch {
    // Without it the window waits for the agent, which says what is wrong with the home.
    return null
  }
}

/** On another day the cards that wait still do; what was said of the day before holds no longer. */
export function trayOn({ at, tray }: Pick<Standing, 'at' | 'tray'>, now: number): Tray | null {
  if (tray === null || new Date(at).toDateString() === new Date(now).toDateString()) return tray
  if (tray.cards.length === 0) return null
  const waits = { ...tray, last: null, keptQuiet: 0 }
  return tray.mode === 'five' ? waits : { ...waits, answered: 0, total: tray.cards.length }
}

import { randomUUID } from 'node:crypto'
import { AppError } from '../contract/index.ts'
import type { Exclusion, Handlers, Purge, Source } from '../contract/index.ts'
import type { Deck } from '../loop/deck.ts'
import { exclusionsOf, keptRules, ruleSetting } from '../loop/exclusions.ts'
import { carryOut } from '../loop/forgetting.ts'
import type { Files } from '../loop/forgetting.ts'
import { keepToUses } from '../loop/keeping.ts'
import type { Parts } from '../loop/parts.ts'
import { lookFor } from '../loop/purging.ts'
import { openHeldPlaces } from '../loop/held-places.ts'
import { ruleReason } from '../observe/rules.ts'

type Names = 'exclusions.list' | 'exclusions.preview' | 'exclusions.add' | 'exclusions.remove' | 'sources.setUses'

export function exclusionHandlers(parts: Parts, deck: Deck): Pick<Handlers, Names> {
  const { store, reading, announcer, now } = parts

  const list = (): readonly Exclusion[] => exclusionsOf(store, reading.list())

  async function add(written: string, sourceId: string | null): Promise<Purge> {
    // Nothing is read while it is looked at, so that what is purged is what was seen.
    const { purge, files, rule } = await reading.between(async () => {
      const found = await lookFor(parts, written, sourceId)
      const before = keptRules(store)
      const isThere = before.some((kept) => kept.rule === found.rule && kept.sourceId === sourceId)
      const kept = { id: randomUUID(), rule: found.rule, sourceId, at: now() }
      await carryOut(parts, found.plan, { settings: isThere ? [] : [ruleSetting([...before, kept])] })
      return found
    })
    await tell(rule, files)
    await readOn(sourceId)
    return purge
  }

  /** What is withheld now is listed at once, also of a source that is not read for a while. */
  async function tell(rule: string, files: Files): Promise<void> {
    for (const [id, caught] of files) {
      const { withheld, secrets, isWhole, save } = await openHeldPlaces(store.home, reading.get(id))
      for (const book of [withheld, secrets]) book.keepOthers(caught)
      for (const file of [...caught].sort()) withheld.hold(ruleReason(rule), file)
      if (isWhole) await save()
      await reading.change(id, { withheld: withheld.summary(), secrets: secrets.summary() })
    }
  }

  async function readOn(sourceId: string | null): Promise<void> {
    for (const { id, state } of reading.list()) if (state === 'current' && (sourceId === null || sourceId === id)) await reading.readAgain(id)
    announcer.announce('status', deck.status())
  }

  return {
    'exclusions.list': list,
    'exclusions.preview': async ({ rule, sourceId }) => (await lookFor(parts, rule, sourceId)).purge,
    'exclusions.add': ({ rule, sourceId }) => add(rule, sourceId),
    'exclusions.remove': async ({ id }) => {
      const before = keptRules(store)
      const gone = before.find((kept) => kept.id === id)
      if (!gone) throw new AppError('NOT_FOUND', `There is no rule ${id}. The list of rules shows those that there are, each with its id.`)
      await reading.between(() => store.say({ settings: [ruleSetting(before.filter((kept) => kept !== gone))] }))
      await readOn(gone.sourceId)
      return list()
    },
    'sources.setUses': async ({ id, uses }): Promise<Source> => {
      await reading.between(async () => {
        await reading.change(id, { uses })
        await parts.groundings.refresh()
        await keepToUses(parts)
      })
      // A use that was added is made from now on.
      parts.learnSoon()
      await readOn(id)
      return reading.get(id)
    },
  }
}

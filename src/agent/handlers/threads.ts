import { setTimeout as wait } from 'node:timers/promises'
import { AppError, THREAD_STATES } from '../contract/index.ts'
import type { Handlers, Quote, ThreadState, ThreadView } from '../contract/index.ts'
import type { Standing } from '../loop/aims.ts'
import { auditOf } from '../loop/audit.ts'
import type { Parts } from '../loop/parts.ts'
import { allProposals } from '../loop/proposals.ts'
import { nearestArea } from '../loop/topics.ts'
import { mentionKey } from '../propose/aims.ts'
import type { Mention } from '../propose/aims.ts'

type Names = 'threads.list' | 'threads.correct' | 'memory.audit'

const LOOK_MAY_TAKE_MS = 1000

export function threadHandlers(parts: Parts): Pick<Handlers, Names> {
  const { store, groundings, library, libraryItems, learnSoon, now } = parts
  const { aims } = groundings

  function quoteOf({ passageId, sourceId, file, heading, line, lineEnd, date, quote }: Mention): Quote {
    return { passageId, sourceId, file, heading, lineStart: line, lineEnd, date, text: quote, sourceName: store.sources.get(sourceId)?.name ?? '' }
  }

  function proposalsByKey(): ReadonlyMap<string, ReadonlySet<string>> {
    const byKey = new Map<string, Set<string>>()
    for (const { id, status, card } of allProposals(store)) {
      if (status === 'withdrawn') continue
      for (const { text } of card.quotes) byKey.set(mentionKey(text), (byKey.get(mentionKey(text)) ?? new Set()).add(id))
    }
    return byKey
  }

  function view(aim: Standing, proposals: ReadonlyMap<string, ReadonlySet<string>>): ThreadView {
    const { id, named, state, stateBy, probability, mentions, leavesOpen, keys } = aim
    return {
      id,
      aim: quoteOf(named),
      state,
      stateBy,
      probability,
      evidence: mentions.map((mention) => ({ quote: quoteOf(mention), shows: mention.kind })),
      leavesOpen: leavesOpen && quoteOf(leavesOpen),
      topic: nearestArea(named.vector, library, libraryItems),
      proposals: new Set(keys.flatMap((key) => [...(proposals.get(key) ?? [])])).size,
      at: Math.max(...mentions.map(({ date }) => date ?? 0)),
    }
  }

  return {
    'memory.audit': ({ weeks }) => auditOf(store, weeks, now()),
    'threads.list': async ({ state, offset, limit }) => {
      const isLooking = await Promise.race([groundings.settled().then(() => false), wait(LOOK_MAY_TAKE_MS, true, { ref: false })])
      const all = aims.all()
      const wanted = all.filter((aim) => state === undefined || aim.state === state)
      const counts = Object.fromEntries(THREAD_STATES.map((each) => [each, all.filter((aim) => aim.state === each).length])) as Record<ThreadState, number>
      const proposals = proposalsByKey()
      return { isLooking, total: wanted.length, counts, threads: wanted.slice(offset, offset + limit).map((aim) => view(aim, proposals)) }
    },
    'threads.correct': async ({ id, state, wrong }) => {
      const aim = aims.find(id)
      if (!aim) throw new AppError('NOT_FOUND', `There is no thread ${id}. Its notes may have changed since; list the threads again.`)
      await aims.correct(aim, { state, wrong }, now())
      groundings.choose()
      learnSoon()
      const next = aims.find(id)
      return next === null || aims.wrong().has(mentionKey(next.named.quote)) ? null : view(next, proposalsByKey())
    },
  }
}

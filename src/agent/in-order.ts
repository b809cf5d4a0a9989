import type { Handlers } from './contract/index.ts'
import type { Serial } from './serial.ts'

/** Acts of the person that write run one after another, so that each sees the whole of the one before. */
const WRITING: ReadonlySet<string> = new Set([
  'today.tray', 'today.five', 'today.leaveFive', 'proposals.rate', 'proposals.unseal', 'proposals.reason', 'proposals.undo', 'proposals.next', 'states.write',
  'belief.setAxis', 'belief.lockAxis', 'belief.markMood', 'belief.setPoles', 'evidence.takeBack', 'evidence.putBack', 'evidence.remove', 'sources.add', 'sources.setUses', 'sources.pause', 'sources.readAgain', 'sources.remove', 'memory.forget', 'exclusions.add', 'exclusions.remove',
  'threads.correct', 'proposals.seen', 'quiet.put', 'profile.import', 'profile.takeBack', 'principles.save', 'principles.remove', 'principles.keep', 'data.erase', 'data.export', 'backups.make', 'backups.restore', 'settings.set', 'server.set',
] satisfies (keyof Handlers)[])

/** What the window needs before the belief is there; on a long ledger that takes seconds. */
const WITHOUT_BELIEF: ReadonlySet<string> = new Set([
  'app.status', 'app.doctor', 'settings.get', 'settings.set', 'host.set', 'sample.card', 'sample.rate', 'proposals.list',
  'sources.list', 'sources.dryRun', 'sources.add', 'sources.readAgain', 'sources.pause', 'memory.passages', 'memory.passage', 'memory.withheld', 'memory.search',
  'exclusions.list', 'data.size', 'data.erase', 'data.export', 'backups.list', 'backups.make', 'backups.check', 'backups.restore',
  'models.list', 'models.test', 'models.add', 'models.find', 'models.remove', 'models.choose', 'models.download', 'models.pause', 'models.cancel', 'models.measure', 'models.unload',
  'server.try', 'server.set', 'network.use',
] satisfies (keyof Handlers)[])

export function oneAtATime(ready: Promise<void>, serial: Serial, handlers: Handlers): Handlers {
  const wrapped = Object.entries(handlers).map(([route, handler]) => {
    const answered = async (input: never): Promise<unknown> => {
      if (!WITHOUT_BELIEF.has(route)) await ready
      return (handler as (input: never) => unknown)(input)
    }
    return [route, WRITING.has(route) ? (input: never) => serial(() => answered(input)) : answered]
  })
  return Object.fromEntries(wrapped) as Handlers
}

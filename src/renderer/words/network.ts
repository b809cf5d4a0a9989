import type { ModelView, NetworkUse, Status } from '../../agent/contract/index.ts'
import { lasting, longDay } from './dates.ts'
import { bytes, counted, decimal } from './numbers.ts'

type Counter = Status['network']

/** "in 46 days", "since it began today" */
const span = (since: number): string => (lasting(since) === 'today' ? 'so far today' : `in ${lasting(since)}`)

/** The counter of the status line. */
export function networkLine({ requests, since }: Counter, isOff: boolean, models: readonly ModelView[]): string {
  const fetched = models.filter(({ download }) => download?.state === 'running').length
  if (fetched > 0) return '1 address, for the model'
  const counter = `${counted(requests, 'request')} ${lasting(since) === 'today' ? 'so far' : `in ${lasting(since)}`}`
  return isOff ? `Network off · ${counter}` : counter
}

/** The finding over the network section. */
export function networkHeading(use: NetworkUse | null, isOff: boolean): string {
  if (isOff) return use && use.requests > 0 ? `The network is off. ${counted(use.requests, 'request')} left this computer before.` : 'The network is off. Nothing was sent anywhere.'
  if (!use) return 'What left this computer.'
  return use.requests === 0 ? 'Nothing was sent anywhere.' : `${counted(use.requests, 'request')} left this computer ${span(use.since)}.`
}

/** "2 addresses ever since 2 October 2026: 1.2 kB sent, 2.5 GB received." */
export function networkUnder({ addresses, sent, received, blocked, since }: NetworkUse): string {
  const stopped = blocked > 0 ? ` ${counted(blocked, 'request')} ${blocked === 1 ? 'was' : 'were'} stopped at the door.` : ''
  if (addresses.length === 0) return `No address was asked for since ${longDay(since)}. Only what you start asks for one: a download, or a server of your own.${stopped}`
  return `${counted(addresses.length, 'address', 'addresses')} since ${longDay(since)}: ${bytes(sent)} sent, ${bytes(received)} received.${stopped}`
}

/** "4 ms", "2.4 s", "3 min" */
export const tookWords = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : ms < 90_000 ? `${decimal(ms / 1000, 1)} s` : `${Math.round(ms / 60_000)} min`)

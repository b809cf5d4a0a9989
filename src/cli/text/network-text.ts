import type { NetworkUse } from '../../agent/contract/index.ts'
import { block, bytes, columns, counted, day, paragraphs } from './lines.ts'
import type { Style } from './style.ts'

const ATTEMPTS_SHOWN = 20

/** All that went through the one door to the network. */
export function networkText({ isOff, since, requests, blocked, sent, received, addresses, attempts }: NetworkUse, style: Style, width: number): string {
  const listed = attempts.slice(0, ATTEMPTS_SHOWN)
  return paragraphs(
    style.bold(`${isOff ? 'The network is off. ' : ''}${requests === 0 ? 'Nothing was sent anywhere' : counted(requests, 'request')} since ${day(since)}.`),
    (requests > 0 || blocked > 0) && block(`${bytes(sent)} sent, ${bytes(received)} received.${blocked > 0 ? ` ${counted(blocked, 'request')} stopped, because the network was off.` : ''}`, width),
    addresses.length > 0 && `Addresses\n${columns(addresses.map((each) => [each.host, each.what, counted(each.requests, 'request'), each.blocked > 0 ? `${each.blocked} stopped` : '', `${bytes(each.sent)} sent`, `${bytes(each.received)} received`, `last ${moment(each.lastAt)}`]))}`,
    listed.length > 0 && `Attempts, the latest first\n${columns(listed.map(({ at, host, what, sent: out, received: back, ms, outcome }) => [moment(at), host, what, `${bytes(out)} sent`, `${bytes(back)} received`, `${(ms / 1000).toFixed(1)} s`, outcome]))}${attempts.length > listed.length ? `\n  and ${attempts.length - listed.length} more with --json` : ''}`,
  )
}

const moment = (at: number): string => new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

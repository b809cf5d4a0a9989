import type { Download, ModelView } from '../../agent/contract/index.ts'
import { clock } from './dates.ts'
import { bytesOf, serverHost } from './models.ts'
import { bytes, decimal } from './numbers.ts'

/** "Download 2.5 GB from huggingface.co"; names the act, its cost and its address. */
export function downloadLabel({ size, download }: Pick<ModelView, 'size' | 'download'>, hub: string): string {
  const host = serverHost(hub)
  const left = download && download.done > 0 ? Math.max(0, size - download.done) : size
  return left < size ? `Download the other ${bytes(left)} from ${host}` : `Download ${bytes(size)} from ${host}`
}

/** What has to be known before a download is agreed to; null where nothing stands against it. */
export function noRoom({ size, download }: Pick<ModelView, 'size' | 'download'>, free: number): string | null {
  const needed = size - (download?.done ?? 0)
  return needed <= free ? null : `It needs ${bytes(needed)} and ${bytes(free)} are free. Free some space first.`
}

/** "about 2 min left" */
export function timeLeft({ done, total, bytesPerSecond }: Pick<Download, 'done' | 'total' | 'bytesPerSecond'>): string | null {
  if (bytesPerSecond === null || bytesPerSecond <= 0) return null
  const seconds = (total - done) / bytesPerSecond
  if (seconds < 55) return `about ${Math.max(1, Math.round(seconds / 5) * 5)} s left`
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`
  return `about ${decimal(seconds / 3600, 1)} h left`
}

/** How a download stands: "1.1 of 2.5 GB, 24 MB a second, about 2 min left". */
export function downloadWords(download: Download): string {
  const { state, done, total, bytesPerSecond } = download
  const held = bytesOf(done, total)
  switch (state) {
    case 'running':
      return [held, bytesPerSecond === null ? null : `${bytes(bytesPerSecond)} a second`, timeLeft(download)].filter(Boolean).join(', ')
    case 'paused':
      return `Paused. ${held} is kept.`
    case 'waiting':
      return download.message === null && download.retryAt === null ? `In line. ${held} is here.` : `Waiting. ${held} is kept.`
    case 'checking':
      return `${held}. Its SHA-256 is being compared.`
    case 'failed':
      return done > 0 ? `Stopped. ${held} is kept.` : 'Stopped. Nothing of it is here.'
  }
  return state satisfies never
}

/** Why it waits, was begun again or failed, and when it is tried again; null where all is well. */
export function downloadReason({ message, retryAt, state }: Download): string | null {
  const again = state === 'waiting' && retryAt !== null ? `Tried again at ${clock(retryAt)}.` : null
  return [message, again].filter(Boolean).join(' ') || null
}

import { AppError } from '../../contract/index.ts'
import { NetworkFailure } from '../../network/failure.ts'
import type { NetworkAnswer } from '../../network/network.ts'
import { withoutKey } from './address.ts'
import type { ServerSettings } from './address.ts'

const MOST_WORDS = 65_536
const MOST_SHOWN = 400

/** What an answer that is no success means, and what to do. The server's own words come without the key. */
export async function failureOf(answer: NetworkAnswer, server: ServerSettings, path: string): Promise<AppError> {
  const { status, headers, location } = answer
  const place = `${server.address}${path}`
  const said = status >= 300 && status < 400 ? '' : await wordsOf(answer, server)
  const retryAfter = headers['retry-after'] ?? null
  return new AppError('SERVER_FAILED', withoutKey(textFor(), server.key), { data: { status, ...(retryAfter !== null && { retryAfterSeconds: secondsOf(retryAfter) }) } })

  function textFor(): string {
    const words = said === '' ? '' : ` It says: "${said}"`
    if (status >= 300 && status < 400) {
      const there = location ? `to ${new URL(location).origin}${new URL(location).pathname}` : 'elsewhere'
      return `Your server at ${place} sends Tacit on ${there}. Nothing was sent there, because your key and your words are for the address that you gave. Enter the address that it names, if it is yours.`
    }
    if (status === 401 || status === 403) {
      return server.key === null
        ? `Your server at ${place} wants a key (${status}).${words} Enter it under Settings.`
        : `Your server at ${place} does not take the key (${status}).${words} Enter the right one under Settings.`
    }
    if (status === 404) {
      const tip = /\/v\d+$/.test(server.address) ? `Look whether it has the model "${server.model}".` : `Look whether the address should end in /v1, and whether it has the model "${server.model}".`
      return `Your server has nothing at ${place} (404).${words} ${tip}`
    }
    if (status === 429 || status === 503) {
      const later = retryAfter === null ? 'Try again later.' : `It asks to be left alone for ${secondsOf(retryAfter)} s.`
      return `Your server at ${place} ${status === 429 ? 'has too much to do' : 'is not ready'} (${status}).${words} ${later}`
    }
    if (status === 400 || status === 422) return `Your server at ${place} could not use what Tacit asked (${status}).${words}${said === '' ? ' It does not say why; its own log may.' : ''}`
    return `Your server at ${place} answered with ${status}.${words} Look at its own log.`
  }
}

/** A failure on the way there and back, as the person's server's. */
export function toServerError(thrown: unknown, server: ServerSettings): Error {
  if (!(thrown instanceof NetworkFailure)) return thrown instanceof Error ? thrown : new Error(String(thrown))
  const advice = thrown.kind === 'unreachable' ? ' Look whether your server runs, and whether the address is right.' : ''
  return new AppError('SERVER_FAILED', withoutKey(`Your server could not be used: ${thrown.message}${advice}`, server.key), { data: { kind: thrown.kind } })
}

/** What a server says in the place of an answer: `{"error": {"message"}}`, `{"error": "…"}`, `{"message"}`, `{"detail"}`, or plain text. */
export function wordsIn(text: string): string {
  const parsed = ((): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      // Most that is no JSON is a page.
      return text.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
    }
  })()
  const words = within(parsed).replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN)}…` : words
}

function within(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  const { error, message, detail } = value as Readonly<Record<string, unknown>>
  for (const each of [message, error, detail]) if (each !== undefined && each !== null) return typeof each === 'object' && each !== error ? JSON.stringify(each) : within(each)
  return ''
}

async function wordsOf(answer: NetworkAnswer, server: ServerSettings): Promise<string> {
  try {
    return wordsIn(await answer.text(MOST_WORDS))
  } catch (thrown) {
    // The status alone tells what is wrong; a refusal whose words cannot be read is still that refusal.
    if (thrown instanceof NetworkFailure) return ''
    throw toServerError(thrown, server)
  }
}

/** Retry-After is a number of seconds or a date (RFC 9110, section 10.2.3). */
function secondsOf(value: string): number {
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000)
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 60
}

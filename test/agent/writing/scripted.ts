import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../../src/agent/contract/index.ts'
import type { LanguageModel, WriteRequest, Written } from '../../../src/agent/model/language-model.ts'

/** What a model could have been given to rest on, read off the form that it was asked for. */
export function groundsOf(request: WriteRequest): readonly Readonly<{ id: string; quotes: readonly string[] }>[] {
  type Shape = { const?: string; enum?: readonly string[]; oneOf?: readonly Shape[]; items?: Shape; prefixItems?: readonly Shape[]; properties?: Record<string, Shape> }
  const { items, prefixItems } = (request.schema as Shape).properties!['evidence']!
  return (prefixItems ?? items?.oneOf ?? [items!]).map(({ properties }) => ({ id: properties!['id']!.const!, quotes: properties!['quote']?.enum ?? [] }))
}

/** An answer in the form that was asked for, which rests on all that it may rest on. */
export function answerWith(request: WriteRequest, text: string, changes: object = {}): string {
  const evidence = groundsOf(request).map(({ id, quotes }) => (quotes.length > 0 ? { id, quote: quotes[0] } : { id }))
  return JSON.stringify({ evidence: evidence.slice(0, 2), text, horizon: 'week', size: 'small', ...changes })
}

type Scripted = LanguageModel & Readonly<{ requests: readonly WriteRequest[] }>

/** A language model that says what the test says, in the order of its requests; it stops when it is told to. */
export function scripted(say: (request: WriteRequest, turn: number) => string | Partial<Written> | Promise<string>, { ms = 0, seconds = 1 } = {}): Scripted {
  const requests: WriteRequest[] = []
  return {
    id: 'scripted',
    requests,
    decide: null,
    write: async (request) => {
      requests.push(request)
      if (ms > 0) {
        await wait(ms, undefined, { signal: request.signal }).catch((cause: unknown) => {
          throw new AppError('CANCELLED', 'Cancelled.', { cause })
        })
      }
      const said = await say(request, requests.length - 1)
      return { text: '', end: 'done', tokens: 40, seconds, ...(typeof said === 'string' ? { text: said } : said) }
    },
  }
}

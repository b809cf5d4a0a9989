import { AppError } from '../../contract/index.ts'
import type { Network } from '../../network/network.ts'
import type { LanguageModel, Written, WriteRequest } from '../language-model.ts'
import { readAnswer } from './answer.ts'
import type { ServerSettings } from './address.ts'
import { failureOf, toServerError } from './failure.ts'
import { authorization, PURPOSE } from './list.ts'
import { jsonIn, toJsonSchema } from './schema.ts'

/**
 * How the server is held to a schema, the surest first: as OpenAI and vLLM take it, as llama.cpp's server alone does,
 * or only asked for in the prompt.
 */
export const WAYS = ['response_format', 'json_schema', 'prompt'] as const
export type Way = (typeof WAYS)[number]

export type ServerTimes = Readonly<{
  connectMs: number
  /** From the request until the first piece of the answer; a long prompt takes a small machine minutes. */
  firstMs: number
  /** Between two pieces. */
  stallMs: number
}>
const TIMES: ServerTimes = { connectMs: 10_000, firstMs: 180_000, stallMs: 60_000 }

/** A model on an OpenAI-compatible server. `way`: how it was last held to a schema; null until it was asked for one. */
export type ServerModel = LanguageModel & Readonly<{ way: () => Way | null }>

export function openServerModel(network: Pick<Network, 'send'>, server: ServerSettings, times: ServerTimes = TIMES): ServerModel {
  let way: Way | null = null

  async function write(request: WriteRequest): Promise<Written> {
    if (request.schema === undefined) return ask(request, null)
    let at = way === null ? 0 : WAYS.indexOf(way)
    for (;;) {
      const tried = WAYS[at]!
      try {
        const written = await ask(request, tried)
        way = tried
        return { ...written, text: jsonIn(written.text) }
      } catch (thrown) {
        at += 1
        if (!isRefused(thrown) || at === WAYS.length) throw thrown
      }
    }
  }

  async function ask(request: WriteRequest, tried: Way | null): Promise<Written> {
    const began = performance.now()
    try {
      using answer = await network.send({
        url: `${server.address}/chat/completions`,
        what: PURPOSE,
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream, application/json', ...authorization(server) },
        body: JSON.stringify(bodyOf(request, server.model, tried)),
        connectMs: times.connectMs,
        headersMs: times.firstMs,
        stallMs: times.firstMs,
        ...(request.signal && { signal: request.signal }),
      })
      if (answer.status !== 200) throw await failureOf(answer, server, '/chat/completions')
      const left = Math.max(1, times.firstMs - (performance.now() - began))
      const { text, end, tokens } = await readAnswer(answer, server, { maxTokens: request.maxTokens, firstMs: left, stallMs: times.stallMs, onText: request.onText })
      return { text, end, tokens, seconds: (performance.now() - began) / 1000 }
    } catch (thrown) {
      if (request.signal?.aborted) throw thrown instanceof AppError ? thrown : new AppError('CANCELLED', 'Cancelled.', { cause: thrown })
      throw toServerError(thrown, server)
    }
  }

  return { id: `${server.address} ${server.model}`, write, decide: null, way: () => way }
}

/** A server that does not know a way to say a schema answers so, not that it failed. */
function isRefused(thrown: unknown): boolean {
  const status = thrown instanceof AppError ? (thrown.data as { status?: number } | undefined)?.status : undefined
  return status === 400 || status === 422 || status === 501
}

function bodyOf({ system, prompt, schema, maxTokens, temperature }: WriteRequest, model: string, way: Way | null) {
  const json = schema === undefined ? null : toJsonSchema(schema)
  const asked = way === 'prompt' ? `${prompt}\n\nAnswer with JSON alone, which fits this schema: ${JSON.stringify(json)}` : prompt
  return {
    model,
    messages: [...(system === '' ? [] : [{ role: 'system', content: system }]), { role: 'user', content: asked }],
    max_tokens: maxTokens,
    temperature,
    stream: true,
    stream_options: { include_usage: true },
    ...(way === 'response_format' && { response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: json } } }),
    ...(way === 'json_schema' && { json_schema: json }),
  }
}

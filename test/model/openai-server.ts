import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { getLlama, LlamaChatSession } from 'node-llama-cpp'
import type { GbnfJsonSchema, Llama, LlamaModel } from 'node-llama-cpp'

/** An OpenAI-compatible server on loopback over a real model: GET /v1/models, POST /v1/chat/completions with and without a stream. */
export type OpenAiServer = AsyncDisposable & Readonly<{ address: string; model: string; /** Answers that were cut off by who asked. */ aborted: () => number; asked: () => readonly Readonly<Record<string, unknown>>[]; /** How a schema may be said from now on; other ways are answered with 400, as servers that do not know them do. */ know: (ways: readonly string[]) => void }>

type Asked = Readonly<{
  messages: readonly Readonly<{ role: string; content: string }>[]
  max_tokens?: number
  temperature?: number
  stream?: boolean
  response_format?: Readonly<{ type: string; json_schema?: Readonly<{ schema: GbnfJsonSchema }> }>
  json_schema?: GbnfJsonSchema
}>

/** `key`: without it a request is refused. */
export async function openOpenAiServer(file: string, { key = null }: Readonly<{ key?: string | null }> = {}): Promise<OpenAiServer> {
  let ways: readonly string[] = ['response_format', 'json_schema']
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, progressLogs: false })
  const model = await llama.loadModel({ modelPath: file })
  const name = 'the-model'
  let aborted = 0
  const asked: Asked[] = []
  let last: Promise<unknown> = Promise.resolve()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, message: string): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message, code: status } }))
    if (key !== null && request.headers.authorization !== `Bearer ${key}`) return refuse(401, 'Invalid API Key')
    if (request.url === '/v1/models') return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ object: 'list', data: [{ id: name, object: 'model' }] }))
    if (request.url !== '/v1/chat/completions') return refuse(404, 'File Not Found')
    const body = JSON.parse(await text(request)) as Asked
    asked.push(body)
    for (const way of ['response_format', 'json_schema']) if (way in body && !ways.includes(way)) return refuse(400, `Unrecognized request argument supplied: ${way}`)
    const turn = last.then(() => complete(llama, model, body, response))
    last = turn.catch(() => undefined)
    if (await turn) aborted += 1
  }

  const server = createServer((request, response) => void answer(request, response).catch((error: unknown) => response.destroy(error as Error)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    model: name,
    aborted: () => aborted,
    asked: () => asked,
    know: (next) => {
      ways = next
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await last
      await llama.dispose()
    },
  }
}

/** True where who asked went away. */
async function complete(llama: Llama, model: LlamaModel, { messages, max_tokens: maxTokens = 256, temperature = 0, stream = false, response_format: format, json_schema: bare }: Asked, response: ServerResponse): Promise<boolean> {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const context = await model.createContext({ contextSize: 512, threads: 1 })
  try {
    const system = messages.find(({ role }) => role === 'system')?.content
    const session = new LlamaChatSession({ contextSequence: context.getSequence(), ...(system && { systemPrompt: system }) })
    const schema = format?.json_schema?.schema ?? bare
    const send = (piece: object): void => void response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', ...piece })}\n\n`)
    if (stream) response.writeHead(200, { 'content-type': 'text/event-stream' })
    let tokens = 0
    const { responseText, stopReason } = await session.promptWithMeta(messages.findLast(({ role }) => role === 'user')!.content, {
      maxTokens,
      temperature,
      signal: gone.signal,
      stopOnAbortSignal: true,
      ...(schema && { grammar: await llama.createGrammarForJsonSchema(schema as Readonly<{ type: 'object' }>) }),
      onToken: (some) => {
        tokens += some.length
      },
      onTextChunk: (content) => {
        if (stream) send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })
      },
    })
    if (gone.signal.aborted) return true
    const finish = stopReason === 'maxTokens' ? 'length' : 'stop'
    const usage = { completion_tokens: tokens }
    if (!stream) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: responseText }, finish_reason: finish }], usage }))
    else {
      send({ choices: [{ index: 0, delta: {}, finish_reason: finish }] })
      send({ choices: [], usage })
      response.end('data: [DONE]\n\n')
    }
    return false
  } finally {
    await context.dispose()
  }
}

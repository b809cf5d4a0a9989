import { z } from 'zod'
import { AppError } from '../../contract/index.ts'
import type { Network } from '../../network/network.ts'
import type { ServerSettings } from './address.ts'
import { failureOf, toServerError } from './failure.ts'

/** As the network counter names it. */
export const PURPOSE = 'your own server'
const MOST_BYTES = 1 << 20
const MOST_MODELS = 1000

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) })

export const authorization = ({ key }: ServerSettings): Readonly<Record<string, string>> => (key === null ? {} : { authorization: `Bearer ${key}` })

/** The models that the server offers (GET /models). Errors: SERVER_FAILED, NETWORK_OFF, CANCELLED. */
export async function listModels(network: Pick<Network, 'send'>, server: ServerSettings, signal?: AbortSignal): Promise<readonly string[]> {
  let text: string
  try {
    using answer = await network.send({
      url: `${server.address}/models`,
      what: PURPOSE,
      headers: { accept: 'application/json', ...authorization(server) },
      connectMs: 5000,
      headersMs: 15_000,
      stallMs: 15_000,
      ...(signal && { signal }),
    })
    if (answer.status !== 200) throw await failureOf(answer, server, '/models')
    text = await answer.text(MOST_BYTES)
  } catch (thrown) {
    throw toServerError(thrown, server)
  }
  return modelsIn(text, server).slice(0, MOST_MODELS)
}

function modelsIn(text: string, { address }: ServerSettings): readonly string[] {
  try {
    return listSchema.parse(JSON.parse(text)).data.map(({ id }) => id)
  } catch (cause) {
    throw new AppError('SERVER_FAILED', `What answers at ${address}/models is no OpenAI-compatible server: it does not list models. Look whether the address should end in /v1.`, { cause })
  }
}

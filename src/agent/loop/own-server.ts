import { z } from 'zod'
import type { Finding, OwnServer } from '../contract/index.ts'
import type { LanguageModel } from '../model/language-model.ts'
import { checkServer } from '../model/server/address.ts'
import type { ServerSettings } from '../model/server/address.ts'
import { openServerModel } from '../model/server/chat.ts'
import { listModels } from '../model/server/list.ts'
import type { Network } from '../network/network.ts'
import type { SettingRow, Store } from '../store/types.ts'

/** A server of the person's own that writes in the place of a model here; off until one is set. */
export type OwnServers = Readonly<{
  /** Null while none is set. */
  model: () => LanguageModel | null
  view: () => OwnServer | null
  /** The models that it offers, and how many milliseconds it took to say so. */
  try: (server: ServerSettings) => Promise<Readonly<{ models: readonly string[]; ms: number }>>
  /** Null is off. The key of the one before is taken off the disk. */
  set: (server: ServerSettings | null) => Promise<void>
  /** For the doctor; null while none is set. */
  finding: () => Finding | null
}>

const KEY = 'server'
/** `isKeyMissing`: a backup was restored, which holds none. */
const keptSchema = z.strictObject({ address: z.string(), model: z.string(), key: z.string().nullable(), isKeyMissing: z.literal(true).optional() })
type Kept = Readonly<z.infer<typeof keptSchema>>

/** Of all settings the one that holds a key comes without it. */
export function settingWithoutKey(row: SettingRow): SettingRow {
  if (row.key !== KEY) return row
  const { success, data } = keptSchema.safeParse(row.value)
  return { ...row, value: success ? { ...data, key: null, ...(data.key !== null && { isKeyMissing: true }) } : null }
}

export function openOwnServers(store: Pick<Store, 'settings' | 'say' | 'forget'>, network: Pick<Network, 'send'>, changed: () => void): OwnServers {
  const read = (): Kept | null => {
    const parsed = keptSchema.safeParse(store.settings.get(KEY)?.value)
    return parsed.success ? parsed.data : null
  }
  let server = read()
  let model = open()

  function open(): ReturnType<typeof openServerModel> | null {
    return server === null ? null : openServerModel(network, server)
  }

  async function set(wanted: ServerSettings | null): Promise<void> {
    const next = wanted === null ? null : keepingKey(checkServer(wanted))
    const row = next === null ? [] : [{ key: KEY, value: next }]
    if (server === null) await store.say({ settings: row })
    else await store.forget({ settingKeys: [KEY], ...(row.length > 0 && { instead: { settings: row } }) })
    server = next
    model = open()
    changed()
  }

  /** The key is never shown, so that whoever changes the model alone gives none. It stays only for the address that it was given for. */
  function keepingKey(next: ServerSettings): Kept {
    return next.key === null && server?.address === next.address ? { ...next, key: server.key, ...(server.isKeyMissing && { isKeyMissing: true }) } : next
  }

  return {
    model: () => model,
    view: () => (server === null ? null : { address: server.address, model: server.model, hasKey: server.key !== null, ...(server.isKeyMissing && { isKeyMissing: true }) }),
    try: async (wanted) => {
      const began = performance.now()
      const models = await listModels(network, keepingKey(checkServer(wanted)))
      return { models, ms: Math.round(performance.now() - began) }
    },
    set,
    finding: () => server && findingOf(server),
  }

  function findingOf({ address, model: name, key, isKeyMissing }: Kept): Finding {
    const text = `${address} writes with ${name || 'the model that it chooses'}${key === null ? ', without a key' : ', with a key'}.${wayLine()}`
    if (!isKeyMissing) return { part: 'Own server', ok: true, text, fix: null }
    const command = `TACIT_SERVER_KEY=… tacit models server ${address}${name === '' ? '' : ` --model ${name}`}`
    return { part: 'Own server', ok: false, text: `${text} It had a key, which no backup holds.`, fix: `Give its key again: Settings, Models, Own server, or ${command}` }
  }

  function wayLine(): string {
    switch (model?.way()) {
      case 'response_format':
        return ' It is held to the form of an answer by response_format.'
      case 'json_schema':
        return ' It is held to the form of an answer as llama.cpp\'s server is, by json_schema.'
      case 'prompt':
        return ' It can only be asked for the form of an answer, so that some answers are lost.'
      default:
        return ''
    }
  }
}

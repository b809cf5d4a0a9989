import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../agent/contract/index.ts'
import type { Client, ModelView } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'
import type { Context } from '../command.ts'
import { findModel, modelOf } from '../find-model.ts'
import { onInterrupt } from '../interrupt.ts'
import type { Interrupted } from '../interrupt.ts'
import { block, bytes } from '../text/lines.ts'
import { downloadWords, modelName, modelText } from '../text/model-text.ts'

const LOOK_EVERY_MS = 250
const DEFAULT_HUB = 'https://huggingface.co'

export const modelsDownload = command({
  name: 'models download',
  operands: ['ID'],
  summary: 'fetch a model of the catalogue, after its size and address were agreed to; goes on where it was cut off; Ctrl-C pauses it',
  options: { yes: { type: 'boolean', help: 'agree to its size and address; needed where nobody can be asked' } },
  run: async (context, [given], { yes }) => {
    const client = await context.connect()
    const { hardware, hub } = await client.request('models.list', {})
    const model = await findModel(client, given!)
    if (model.state === 'ready') return context.answer({ model }, `${modelName(model)} is here already: ${model.path}`)
    const left = model.size - (model.download?.done ?? 0)
    const what = `${bytes(left)} from ${hub}/${model.repository} to ${hardware.disk.path}, where ${bytes(hardware.disk.free)} are free`
    if (!yes && !context.isInteractive) throw new UsageError(`Nothing is downloaded unasked, and nobody can be asked here: ${what}.`, 'Give --yes to agree to it.', 'CONSENT_MISSING')
    if (!yes) {
      context.note(block(`${modelName(model)}, licence ${model.licence ?? 'not known'}. ${model.fit?.text ?? ''}`, context.width, 0))
      if (!(await context.confirm(`Download ${what}?`))) throw new AppError('CANCELLED', 'Nothing was downloaded.')
    }
    using interrupted = onInterrupt()
    await client.request('models.download', { id: model.id })
    const here = await whenHere(client, model, context, interrupted)
    context.answer({ model: here }, modelText(here, context.style, context.width))
  },
})

/** Waits until the model is here. Ctrl-C pauses the download. Throws DOWNLOAD_FAILED, CANCELLED. */
async function whenHere(client: Client, { id }: ModelView, { progress, note }: Context, interrupted: Interrupted): Promise<ModelView> {
  let told: string | null = null
  try {
    for (;;) {
      const model = modelOf(await client.request('models.list', {}), id)
      const { download } = model
      // It may still stand in the line for a moment.
      if (model.state === 'ready') return { ...model, download: null }
      if (!download) throw new AppError('CANCELLED', `The download of ${modelName(model)} was cancelled.`)
      if (download.state === 'failed') throw new AppError('DOWNLOAD_FAILED', download.message ?? `The download of ${modelName(model)} failed.`, { data: { id } })
      if (download.state === 'paused' && !interrupted.is()) throw new AppError('CANCELLED', `The download of ${modelName(model)} was paused: ${downloadWords(download)}. tacit models download ${id} goes on.`)
      if (interrupted.is()) {
        progress('')
        const paused = modelOf(await client.request('models.pause', { id }), id)
        throw new AppError('CANCELLED', `Paused. ${bytes(paused.download?.done ?? 0)} of ${bytes(paused.size)} are kept; tacit models download ${id} goes on.`)
      }
      progress(`${modelName(model)}: ${downloadWords(download)}`)
      if (download.message !== null && download.message !== told) {
        progress('')
        note((told = download.message))
      }
      await wait(LOOK_EVERY_MS)
    }
  } finally {
    progress('')
  }
}

export const modelsFind = command({
  name: 'models find',
  operands: ['FILE'],
  summary: 'list a GGUF of the hub that is not in the catalogue, by OWNER/REPOSITORY/FILE.gguf or its address; asks the hub for its size and SHA-256, and fetches nothing of it',
  options: {},
  run: async ({ connect, answer, style, width }, [address]) => {
    const model = await (await connect()).request('models.find', { address: address! })
    answer({ model }, `${modelText(model, style, width)}\n${style.faint(`  tacit models download ${model.id}`)}`)
  },
})

export const modelsHub = command({
  name: 'models hub',
  operands: ['ADDRESS?'],
  summary: `where models are downloaded from: the hub, a mirror of it by its address, or "default" for the hub again`,
  options: {},
  run: async ({ connect, answer, width }, [given]) => {
    const client = await connect()
    if (given !== undefined) {
      await client.request('settings.set', { hubAddress: given === 'default' ? DEFAULT_HUB : given })
    }
    const { hub } = await client.request('models.list', {})
    answer({ hub }, block(`Models are downloaded from ${hub}${hub === DEFAULT_HUB ? '' : ', in place of the hub. Each file is compared with the SHA-256 that the catalogue pins, whoever sends it; of any other file the mirror itself says what it should be'}.`, width, 0))
  },
})

export const modelsPause = command({
  name: 'models pause',
  operands: ['ID'],
  summary: 'pause a download; what is here is kept',
  options: {},
  run: async (context, [given]) => {
    const client = await context.connect()
    const model = await findModel(client, given!)
    const after = modelOf(await client.request('models.pause', { id: model.id }), model.id)
    context.answer({ model: after }, modelText(after, context.style, context.width))
  },
})

export const modelsCancel = command({
  name: 'models cancel',
  operands: ['ID'],
  summary: 'cancel a download; what is here is kept for the next time',
  options: { discard: { type: 'boolean', help: 'throw away what is here' } },
  run: async (context, [given], { discard }) => {
    const client = await context.connect()
    const model = await findModel(client, given!)
    const after = modelOf(await client.request('models.cancel', { id: model.id, discard }), model.id)
    context.answer({ model: after, discarded: discard }, discard ? `Cancelled. Nothing of ${modelName(model)} is kept.` : `Cancelled. What is here of ${modelName(model)} is kept.`)
  },
})

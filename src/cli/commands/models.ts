import { resolve } from 'node:path'
import { toAppError } from '../../agent/contract/index.ts'
import { command } from '../command.ts'
import type { Context } from '../command.ts'
import { findModel, modelOf } from '../find-model.ts'
import { bytes } from '../text/lines.ts'
import { hardwareText, modelName, modelsText, modelText, speedText, stateLine } from '../text/model-text.ts'
import { agreed } from './sources.ts'

export const models = command({
  name: 'models',
  operands: [],
  summary: 'the model in use and what it runs on, why not on anything else, and what other models there are',
  options: {},
  run: async ({ connect, answer, progress, note, style, width }) => {
    const client = await connect()
    let found = await client.request('models.list', {})
    if (found.hardware.testedAt === null) {
      progress('Testing each way to compute')
      await client.request('models.test', {}).catch((thrown: unknown) => note(`What this machine computes with is not known: ${toAppError(thrown).message}`))
      found = await client.request('models.list', {})
      progress('')
    }
    answer(found, modelsText(found, style, width))
  },
})

export const modelsTest = command({
  name: 'models test',
  operands: [],
  summary: 'look again at what this machine can compute with',
  options: {},
  run: async ({ connect, answer, progress, style, width }) => {
    const client = await connect()
    progress('Testing each way to compute')
    const hardware = await client.request('models.test', {})
    progress('')
    answer({ hardware }, hardwareText({ hardware }, style, width))
  },
})

export const modelsAdd = command({
  name: 'models add',
  operands: ['FILE'],
  summary: 'a GGUF file of your own; its header is read and checked, it is not loaded and stays where it is',
  options: {},
  run: async (context, [file]) => {
    const model = await (await context.connect()).request('models.add', { file: resolve(file!) })
    context.answer({ model }, modelText(model, context.style, context.width))
  },
})

export const modelsRemove = command({
  name: 'models remove',
  operands: ['ID'],
  summary: 'delete a downloaded model; a file of your own is only no longer listed',
  options: { yes: { type: 'boolean', help: 'do not ask; needed for a downloaded file where nobody can be asked' } },
  run: async (context, [given], { yes }) => {
    const client = await context.connect()
    const model = await findModel(client, given!)
    if ((model.origin === 'catalogue' || model.origin === 'hub') && model.path !== null) await agreed(context, yes, `This deletes ${modelName(model)}, ${bytes(model.size)}: ${model.path ?? model.file}.`)
    await client.request('models.remove', { id: model.id })
    context.answer({ removed: model.id }, model.origin === 'own' ? `${modelName(model)} is no longer listed. The file stays: ${model.path}` : model.path === null ? `${modelName(model)} is no longer listed.` : `${modelName(model)} is deleted.`)
  },
})

export const modelsChoose = command({
  name: 'models choose',
  operands: ['ID'],
  summary: 'use this model from now on, or none to write without one',
  options: {},
  run: async (context, [given]) => {
    const client = await context.connect()
    const model = given === 'none' ? null : await findModel(client, given!)
    const chosen = await client.request('models.choose', { kind: model?.kind ?? 'chat', id: model?.id ?? null })
    context.answer({ chosen: model?.id ?? null }, model ? modelText(modelOf(chosen, model.id), context.style, context.width) : stateLine(chosen))
  },
})

export const modelsMeasure = command({
  name: 'models measure',
  operands: ['ID'],
  summary: 'five seconds of work, measured: tokens or texts a second, and the time to the first token',
  options: {},
  run: async (context: Context, [given]) => {
    const client = await context.connect()
    const model = await findModel(client, given!)
    context.progress(`Measuring ${modelName(model)}`)
    const speed = await client.request('models.measure', { id: model.id })
    context.progress('')
    context.answer({ id: model.id, speed }, speedText(speed))
  },
})

export const modelsUnload = command({
  name: 'models unload',
  operands: [],
  summary: 'have the model give its memory back now',
  options: {},
  run: async ({ connect, answer }) => {
    const client = await connect()
    const { loaded: before } = await client.request('models.list', {})
    const after = await client.request('models.unload', {})
    answer({ loaded: after.loaded }, before ? `${modelName(modelOf(after, before.modelId))} gave back ${bytes(before.memory.ram + before.memory.gpu)}.` : 'No model held any memory.')
  },
})

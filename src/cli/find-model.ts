import { AppError } from '../agent/contract/index.ts'
import type { Client, Models, ModelView } from '../agent/contract/index.ts'
import { completeId } from './ids.ts'

/** A model by its id, the beginning of it, its name or its file. Throws NOT_FOUND. */
export async function findModel(client: Client, given: string): Promise<ModelView> {
  const { models } = await client.request('models.list', {})
  const named = models.filter(({ name, file }) => name === given || file === given)
  const id = named.length === 1 ? named[0]!.id : completeId(given, models.map((model) => model.id))
  return modelOf({ models }, id, given)
}

/** The model of this id in a view. Throws NOT_FOUND. */
export function modelOf({ models }: Pick<Models, 'models'>, id: string, given = id): ModelView {
  const found = models.find((model) => model.id === id)
  if (!found) throw new AppError('NOT_FOUND', `There is no model ${JSON.stringify(given)}. tacit models lists them.`, { data: { id: given } })
  return found
}

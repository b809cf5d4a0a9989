import type { Handlers } from '../contract/index.ts'
import type { ModelRegistry } from '../loop/models.ts'

type Names = 'models.list' | 'models.add' | 'models.remove' | 'models.choose'

export function modelHandlers(models: ModelRegistry): Pick<Handlers, Names> {
  return {
    'models.list': async () => {
      await models.refresh()
      return models.view()
    },
    'models.add': ({ file }) => models.add(file),
    'models.remove': async ({ id }) => {
      await models.remove(id)
      return models.view()
    },
    'models.choose': async ({ kind, id }) => {
      await models.choose(kind, id)
      return models.view()
    },
  }
}

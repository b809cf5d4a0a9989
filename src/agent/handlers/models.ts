import type { Handlers } from '../contract/index.ts'
import type { ModelRunner } from '../loop/model-runner.ts'
import type { ModelRegistry } from '../loop/models.ts'

type Names = 'models.list' | 'models.add' | 'models.remove' | 'models.choose' | 'models.test' | 'models.measure' | 'models.unload'

export function modelHandlers(models: ModelRegistry, runner: ModelRunner): Pick<Handlers, Names> {
  return {
    'models.list': async () => {
      runner.look()
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
    'models.test': runner.test,
    'models.measure': ({ id }) => runner.measure(id),
    'models.unload': async () => {
      await runner.unload()
      return models.view()
    },
  }
}

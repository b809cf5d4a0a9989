import type { Handlers } from '../contract/index.ts'
import type { Downloads } from '../loop/downloads.ts'
import type { ModelRegistry } from '../loop/models.ts'
import { foundOf } from '../loop/found-models.ts'

type Names = 'models.find' | 'models.download' | 'models.pause' | 'models.cancel'

export function downloadHandlers(downloads: Downloads, models: ModelRegistry): Pick<Handlers, Names> {
  return {
    'models.find': async ({ address }) => models.list(foundOf(await downloads.lookUp(address))),
    'models.download': async ({ id }) => {
      await downloads.start(id)
      return models.view()
    },
    'models.pause': async ({ id }) => {
      await downloads.pause(id)
      return models.view()
    },
    'models.cancel': async ({ id, discard }) => {
      await downloads.cancel(id, discard)
      return models.view()
    },
  }
}

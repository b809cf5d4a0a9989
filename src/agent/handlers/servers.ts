import type { Handlers } from '../contract/index.ts'
import type { ModelRegistry } from '../loop/models.ts'
import type { OwnServers } from '../loop/own-server.ts'

export function serverHandlers(servers: OwnServers, models: ModelRegistry): Pick<Handlers, 'server.try' | 'server.set'> {
  return {
    'server.try': servers.try,
    'server.set': async ({ server }) => {
      await servers.set(server)
      return models.view()
    },
  }
}

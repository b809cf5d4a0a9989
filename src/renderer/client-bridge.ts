import type { Bridge, Client, RouteName, RouteOutput } from '../agent/contract/index.ts'
import { RequestError } from './request-error.ts'

/** The agent through the window's own bridge. */
export function bridgeClient(bridge: Bridge): Client {
  return {
    request: async <Name extends RouteName>(route: Name, input: unknown) => {
      const answer = await bridge.request(route, input)
      if (!answer.ok) throw new RequestError(answer.error)
      return answer.data as RouteOutput<Name>
    },
    on: bridge.on,
  }
}

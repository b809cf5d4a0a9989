import type { EventName, Events } from './events.ts'
import type { RouteInput, RouteName, RouteOutput } from './routes.ts'

/** How a window, a command or a page speaks to the agent, whatever lies between them. Rejects with AppError. */
export type Client = Readonly<{
  request: <Name extends RouteName>(route: Name, input: RouteInput<Name>) => Promise<RouteOutput<Name>>
  /** Returns the function that ends the subscription. */
  on: <Name extends EventName>(event: Name, listener: (data: Events[Name]) => void) => () => void
}>

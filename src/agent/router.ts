import { AppError, routes, toErrorBody } from './contract/index.ts'
import type { Handlers, Request, Response, RouteName } from './contract/index.ts'

/** Parses what came in, calls the one handler of its route, and wraps what comes out; never rejects. */
export async function answer(handlers: Handlers, request: Request): Promise<Response> {
  try {
    return { id: request.id, ok: true, data: await handle(handlers, request) }
  } catch (thrown) {
    return { id: request.id, ok: false, error: toErrorBody(thrown) }
  }
}

async function handle(handlers: Handlers, { route, input }: Request): Promise<unknown> {
  if (!Object.hasOwn(routes, route)) throw new AppError('ROUTE_UNKNOWN', `There is no route ${JSON.stringify(route)}.`)
  const name = route as RouteName
  const parsed = routes[name].input.safeParse(input ?? {})
  if (!parsed.success) {
    const details = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; ')
    throw new AppError('INPUT_INVALID', `${route} cannot take this: ${details}.`, { data: parsed.error.issues })
  }
  return (handlers[name] as (value: unknown) => unknown)(parsed.data)
}

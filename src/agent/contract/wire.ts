import type { ErrorBody } from './errors.ts'
import type { EventName, Events } from './events.ts'

/** What travels between a client and the agent, over a MessagePort, the owner's socket (one JSON document a line) or HTTP. */
export type Request = Readonly<{ id: number; route: string; input: unknown }>
export type Response = Readonly<{ id: number; ok: true; data: unknown }> | Readonly<{ id: number; ok: false; error: ErrorBody }>
export type Broadcast = { readonly [Name in EventName]: Readonly<{ event: Name; data: Events[Name] }> }[EventName]
export type Frame = Request | Response | Broadcast

import { connect as connectSocket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { ownerAddress } from '../../src/agent/contract/address.ts'
import { clientOf } from '../../src/agent/contract/index.ts'
import type { Client, DryRun } from '../../src/agent/contract/index.ts'
import { connect } from '../../src/cli/connect.ts'

const LOOK_EVERY_MS = 50
const LOOK_AGAIN_MS = 5
const GROUNDED: { form: 'grounded'; count: number } = { form: 'grounded', count: 1 }

/** A line to the agent that has the home open, or to one that is started for it, as the commands have it. */
export async function withAgent<Result>(home: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  await using connection = await connect(home)
  return await work(clientOf(connection.line))
}

/** Until an agent that somebody else starts answers; it listens before it is open. */
export async function untilAnswered(home: string): Promise<void> {
  for (;;) {
    const isAnswered = await new Promise<boolean>((resolve) => {
      const socket = connectSocket(ownerAddress(home), () => socket.write(`${JSON.stringify({ id: 1, route: 'app.status', input: {} })}\n`))
      socket.once('data', () => {
        resolve(true)
        socket.destroy()
      })
      socket.once('error', () => resolve(false))
      socket.once('close', () => resolve(false))
    })
    if (isAnswered) return
    await wait(LOOK_AGAIN_MS)
  }
}

/** Consents to all that the dry run found, and returns at once; the path null is the sample vault. */
export async function addNotes({ request }: Client, path: string | null, { folders }: DryRun): Promise<void> {
  await request('sources.add', { path, folders: folders.map((folder) => folder.path), uses: { memory: true, evidence: false, proposals: true } })
}

export async function untilRead({ request }: Client): Promise<void> {
  for (;;) {
    const [source] = await request('sources.list', {})
    if (source?.state === 'current') return
    if (source?.state !== 'reading') throw new Error(`Reading the notes ended as ${source?.state}: ${source?.message}`)
    await wait(LOOK_EVERY_MS)
  }
}

/** Asks for a card that answers the notes until there is one, and puts it back. */
export async function untilGrounded({ request }: Client): Promise<void> {
  for (;;) {
    const { cards } = await request('today.five', GROUNDED)
    const isGrounded = (cards[0]?.quotes.length ?? 0) > 0
    await request('today.leaveFive', {})
    if (isGrounded) return
    await wait(LOOK_EVERY_MS)
  }
}

/** What an ordinary home holds: the sample notes, and a first run that is over. */
export async function prepareHome(client: Client): Promise<void> {
  await client.request('settings.set', { firstRunDone: true })
  await addNotes(client, null, await client.request('sources.dryRun', { path: null }))
  await untilRead(client)
  await untilGrounded(client)
}

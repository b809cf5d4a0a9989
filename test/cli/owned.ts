import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll } from 'vitest'
import { endOwner, openHome, openOwner, tacit, tacitJson } from './tacit.ts'

export type Refused = Readonly<{ error: Readonly<{ code: string; message: string; hint?: string }> }>

/** A home that an agent owns while the tests of a block run, and the commands that speak to it. */
export function ownedHome() {
  let home = ''
  let owner: ChildProcess | null = null
  const json = <Data>(...args: readonly string[]) => tacitJson<Data>(home, ...args)

  beforeAll(async () => {
    home = await openHome()
    owner = await openOwner(home)
  })
  afterAll(async () => {
    if (owner !== null) await endOwner(owner)
    await rm(home, { recursive: true, force: true })
  })

  return {
    path: () => home,
    run: (...args: readonly string[]) => tacit(home, ...args),
    json,
    refused: async (...args: readonly string[]) => {
      const { code, data } = await json<Refused>(...args)
      return { exit: code, ...data.error }
    },
  }
}

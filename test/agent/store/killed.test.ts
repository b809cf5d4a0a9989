import { spawn } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/agent/store/store.ts'
import { bundle } from './bundle.ts'
import { homes } from './homes.ts'
import { seeded } from './random.ts'

const KILLS = Number(process.env['TACIT_KILLS'] ?? 50)
const SEED = Number(process.env['TACIT_SEED'] ?? 20_261_121)
const KILLS_PER_HOME = 10

type Printed = Readonly<{
  opened?: readonly (readonly [id: number, text: string])[]
  proposals?: readonly number[]
  last?: number
  twice?: number
  said?: number
  forgetting?: number
  forgot?: number
}>

let child: string
beforeAll(async () => {
  child = await bundle('killed-child.ts')
})

/** Starts the child and kills it: mostly while it says things, now and then while it opens. Returns what it printed. */
async function killOne(home: string, random: () => number): Promise<readonly Printed[]> {
  const killsAnywhere = random() < 0.2
  const delayMs = killsAnywhere ? random() * 600 : random() * random() * 500
  const running = spawn(process.execPath, [child, home, String(Math.floor(random() * 2 ** 31))], { stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = new Promise<void>((done) => running.once('close', () => done()))
  const printed: Printed[] = []
  const errors: string[] = []
  const kill = (): void => void setTimeout(() => running.kill('SIGKILL'), delayMs)
  if (killsAnywhere) kill()
  createInterface(running.stderr).on('line', (line) => errors.push(line))
  createInterface(running.stdout).on('line', (line) => {
    const value = JSON.parse(line) as Printed
    printed.push(value)
    if (value.opened && !killsAnywhere) kill()
  })
  await closed
  if (running.signalCode !== 'SIGKILL') throw new Error(`The child ended by itself (${running.exitCode}): ${errors.join('\n')}`)
  return printed
}

/** What a home must hold, from what its children printed. */
function createExpectation() {
  const said = new Set<number>()
  const forgetting = new Set<number>()
  const forgot = new Set<number>()
  return {
    said,
    forgot,
    take(printed: readonly Printed[]): void {
      for (const line of printed) {
        if (line.said !== undefined) {
          expect(said.has(line.said), `id ${line.said} was given twice`).toBe(false)
          said.add(line.said)
        }
        if (line.forgetting !== undefined) forgetting.add(line.forgetting)
        if (line.forgot !== undefined) forgot.add(line.forgot)
      }
    },
    check(ids: readonly number[], proposals: readonly number[], last: number): void {
      const here = new Set(ids)
      expect([...said].filter((id) => !here.has(id) && !forgetting.has(id)), 'acknowledged, but lost').toEqual([])
      for (const id of forgetting) if (!here.has(id)) forgot.add(id)
      expect([...forgot].filter((id) => here.has(id)), 'forgotten, but back').toEqual([])
      expect(ids.length, 'twice').toBe(here.size)
      expect([...proposals].sort((a, b) => a - b), 'half a say').toEqual([...ids].sort((a, b) => a - b))
      expect(last).toBeGreaterThanOrEqual(Math.max(0, ...ids.filter((id) => said.has(id))))
    },
  }
}

async function contents(folder: string): Promise<Buffer> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  return Buffer.concat(await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name)))))
}

describe('a process that is killed', () => {
  const { home } = homes()

  it(`loses nothing that it had acknowledged, and has nothing twice (${KILLS} kills, seed ${SEED})`, async () => {
    const random = seeded(SEED)
    let [kills, saidInAll, forgotInAll] = [0, 0, 0]
    while (kills < KILLS) {
      const folder = await home()
      const expectation = createExpectation()
      for (let at = 0; at < KILLS_PER_HOME && kills < KILLS; at += 1, kills += 1) {
        const printed = await killOne(folder, random)
        const [first] = printed
        if (first?.opened) {
          expect(first.twice).toBe(0)
          expect(first.opened.every(([id, text]) => text === `said as row ${id} of this home.`)).toBe(true)
          expectation.check(first.opened.map(([id]) => id), first.proposals!, first.last!)
        }
        expectation.take(printed)
      }
      const store = await openStore(folder)
      expectation.check(store.ledger.all().map(({ id }) => id), store.proposals.all().map(({ id }) => Number(id.slice(1))), Number(store.settings.get('last')?.value ?? 0))
      await store[Symbol.asyncDispose]()
      const bytes = await contents(folder)
      expect([...expectation.forgot].filter((id) => bytes.includes(`said as row ${id} of`)), 'forgotten, but still on disk').toEqual([])
      saidInAll += expectation.said.size
      forgotInAll += expectation.forgot.size
      if (process.env['TACIT_KILLS']) console.log(`${kills} of ${KILLS} kills: ${saidInAll} acknowledged, ${forgotInAll} forgotten, none lost, none twice`)
    }
    expect(saidInAll).toBeGreaterThan(KILLS)
  }, 60_000 + KILLS * 5_000)
})

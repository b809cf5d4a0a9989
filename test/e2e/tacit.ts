import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { _electron, errors, expect, test as base } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'
import { findWindow, ROOT } from './electron.ts'
import { expectSealsHeld } from './seals.ts'
import type { Message } from './seals.ts'
import { settle } from './settled.ts'

/** The app as a person starts it, its window open. */
export type Tacit = Readonly<{
  app: ElectronApplication
  page: Page
  home: string
  /** Everything that has crossed between the page and the agent, the oldest first. */
  messages: () => Promise<readonly Message[]>
  /** Quits, and checks that the page complained of nothing and that no seal was told early. */
  close: () => Promise<void>
  /** Ends all of its processes at once, without a goodbye. */
  kill: () => Promise<void>
}>

const QUIT_WITHIN_MS = 30_000
/** On a display without graphics Chromium's GPU process fails and is started once more, just while Playwright takes hold of the window. */
const SWITCHES = process.platform === 'linux' ? ['--disable-gpu'] : []
const LAUNCH_WITHIN_MS = 60_000

/** Playwright now and then waits without end for a window that is long there (the app has said so); then it ends it, and it is started again. */
async function launch(options: Parameters<typeof _electron.launch>[0], tries = 3): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: LAUNCH_WITHIN_MS })
  } catch (error) {
    if (!(error instanceof errors.TimeoutError) || tries === 1) throw error
    process.stdout.write(`Playwright did not reach the app within ${LAUNCH_WITHIN_MS / 1000} s; it is started again.\n`)
    return launch(options, tries - 1)
  }
}

export async function openTacit(home: string, electron: string): Promise<Tacit> {
  const folder = await mkdtemp(join(tmpdir(), 'tacit-record-'))
  const record = join(folder, 'bridge.jsonl')
  await writeFile(record, '')
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env
  const app = await launch({
    executablePath: electron,
    args: [...SWITCHES, '-r', join(import.meta.dirname, 'record-bridge.cjs'), ROOT, '--home', home],
    env: { ...(environment as Record<string, string>), TACIT_RECORD: record },
    // Chromium refuses its sandbox to root; anyone else tests within it.
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const child = app.process()
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  const page = await app.firstWindow({ timeout: 120_000 })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text())
  })

  const messages = async (): Promise<readonly Message[]> => {
    const text = await readFile(record, 'utf8')
    // A kill may have torn the last line.
    return text.slice(0, text.lastIndexOf('\n') + 1).split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Message]))
  }
  const killGroup = async (): Promise<void> => {
    // Playwright starts the app as the head of a process group, where there are such.
    process.kill(process.platform === 'win32' ? child.pid! : -child.pid!, 'SIGKILL')
    await gone
  }
  let isOpen = true
  const end = async (stop: () => Promise<void>): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    try {
      await stop()
      expectSealsHeld(await messages())
      expect(complaints, 'what the page complained of').toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  }
  return {
    app,
    page,
    home,
    messages,
    close: () =>
      end(async () => {
        const isClosed = await Promise.race([app.close().then(() => true), wait(QUIT_WITHIN_MS, false)])
        if (!isClosed) await killGroup()
        expect(isClosed, 'the app quits when it is told to').toBe(true)
      }),
    kill: () => end(killGroup),
  }
}

type Fixtures = Readonly<{
  /** Where nothing was ever said; gone after the test. */
  home: string
  /** Opens the app on this test's home or another; it is closed after the test, where it still runs. */
  open: (home?: string) => Promise<Tacit>
  /** A window with a past (the sample notes and fourteen ratings), shared by the tests that leave it as they found it. */
  settled: Tacit
}>

type Shared = Readonly<{ shared: Tacit | null }>

const RATINGS = 14

async function withHome(use: (home: string) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'tacit-e2e-'))
  await use(home)
  await rm(home, { recursive: true, force: true })
}

export const test = base.extend<Fixtures, Shared>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are asked for
  home: ({}, use) => withHome(use),
  open: async ({ home: own }, use) => {
    const electron = electronOrSkip()
    const opened: Tacit[] = []
    await use(async (home = own) => {
      const tacit = await openTacit(home, electron)
      opened.push(tacit)
      return tacit
    })
    for (const tacit of opened) await tacit.close()
  },
  shared: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const { path } = findWindow()
      if (path === null) return use(null)
      await withHome(async (home) => {
        const tacit = await openTacit(home, path)
        await settle(tacit.page, RATINGS)
        await use(tacit)
        await tacit.close()
      })
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  settled: async ({ shared }, use) => {
    electronOrSkip()
    await use(shared!)
  },
})

function electronOrSkip(): string {
  const found = findWindow()
  test.skip(found.path === null, found.path === null ? found.why : '')
  return found.path ?? ''
}

export { expect }

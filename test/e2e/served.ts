import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { clientOf } from '../../src/agent/contract/index.ts'
import type { Client, Response as Answer } from '../../src/agent/contract/index.ts'
import { onLines } from '../../src/agent/contract/lines.ts'
import { built } from './electron.ts'

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
const browserPath = BROWSERS.find((path) => existsSync(path))

/** Why the interface cannot be opened in a browser here, or null. */
export const whyNoBrowser = browserPath === undefined || !existsSync(built.cli) ? 'no Chromium of this machine’s own, or the commands are not built' : null

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: browserPath!, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })

export type Served = Readonly<{ url: string; end: () => Promise<void> }>

/** `tacit serve`, until the test ends. */
export async function serve(home: string): Promise<Served> {
  const child = spawn(process.execPath, [built.cli, 'serve', '--home', home], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    onLines(child.stdout, (line) => line.startsWith('http://127.0.0.1:') && resolve(line))
    child.once('exit', (code) => reject(new Error(`tacit serve ended with ${code}.`)))
  })
  return {
    url,
    end: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Asks the agent what the page itself could ask. It hears no events. */
export function clientOfBrowser(page: Page): Client {
  return clientOf({
    send: (route, input) =>
      page.evaluate(async (asked) => {
        const answer = await fetch(`/api/${asked.route}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked.input) })
        return (await answer.json()) as Answer
      }, { route, input }),
    on: () => () => undefined,
  })
}

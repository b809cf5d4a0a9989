// Bytes per second of a download as Tacit makes it (checked, counted, written, synced) beside a bare fetch of the same file into a file, over loopback.

import { spawn } from 'node:child_process'
import { createHash, randomFillSync } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { download as downloadFile } from '../../src/agent/model/download/download.ts'
import { openNetwork } from '../../src/agent/network/network.ts'
import type { Options } from './bench.ts'
import { quantileRow, ratioOfMedians, roundsOf, roundsRow, timed } from './durations.ts'
import type { Row } from './rows.ts'
import { sayMachine } from './surroundings.ts'

const SIZE = 256 << 20
const SLICE = 1 << 20
const ROUNDS = 9

/** Another process, as the internet is one: what it costs to send is not ours. */
const SERVER = `
const { createReadStream, statSync } = require('node:fs')
const { createServer } = require('node:http')
const size = statSync(process.argv[1]).size
const server = createServer((request, response) => {
  response.writeHead(200, { 'content-length': size, etag: '"bench"' })
  createReadStream(process.argv[1], { highWaterMark: 1 << 20 }).pipe(response)
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
`

export async function download({ say }: Options): Promise<readonly Row[]> {
  sayMachine(say)
  const folder = await mkdtemp(join(tmpdir(), 'tacit-bench-download-'))
  try {
    const file = join(folder, 'served')
    const sha256 = await fill(file)
    await using server = await serve(file)
    await using network = await openNetwork({ file: join(folder, 'network.json'), isOff: false, environment: {} })
    const { signal } = new AbortController()
    const ways = [
      { rates: [] as number[], work: [] as number[], fetch: (path: string): Promise<unknown> => downloadFile({ address: server.address, path, size: SIZE, sha256 }, { network, signal, onProgress: () => undefined }) },
      { rates: [] as number[], work: [] as number[], fetch: (path: string) => bareFetch(server.address, path) },
      { rates: [] as number[], work: [] as number[], fetch: () => fetchToNowhere(server.address) },
    ]
    for (let round = -1; round < ROUNDS; round += 1) {
      // Each goes first as often as the others; round −1 warms up.
      for (let turn = 0; turn < ways.length; turn += 1) {
        const way = ways[(turn + round + 1) % ways.length]!
        const path = join(folder, 'models', 'model.gguf')
        await rm(join(folder, 'models'), { recursive: true, force: true })
        const before = process.cpuUsage()
        const { ms } = await timed(() => way.fetch(path).then(() => undefined))
        const { user, system } = process.cpuUsage(before)
        if (round < 0) continue
        way.rates.push(SIZE / 1000 / ms)
        way.work.push(SIZE / (user + system))
      }
    }
    const [ours, bare, nowhere] = ways as [(typeof ways)[number], (typeof ways)[number], (typeof ways)[number]]
    sayMachine(say)
    return [
      quantileRow('download.rate', ours.rates, { unit: 'MB/s', baseline: { name: 'bare fetch into a file', values: bare.rates } }),
      roundsRow('download.rate.ratio', roundsOf(ours.rates, bare.rates), ratioOfMedians, { unit: '×', baseline: { name: 'bare fetch into a file', value: 1 }, goal: 0.9 }),
      // On a machine that does other things as well this says more than the time does.
      quantileRow('download.work', ours.work, { unit: 'MB per s of processor', baseline: { name: 'bare fetch into a file', values: bare.work } }),
      roundsRow('download.rate.kept', roundsOf(ours.rates, nowhere.rates), ratioOfMedians, { unit: '×', baseline: { name: 'bare fetch that keeps nothing', value: 1 } }),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Random bytes, and their SHA-256. */
async function fill(file: string): Promise<string> {
  const handle = await open(file, 'w')
  const hash = createHash('sha256')
  const slice = Buffer.alloc(SLICE)
  for (let written = 0; written < SIZE; written += SLICE) {
    hash.update(randomFillSync(slice))
    await handle.write(slice)
  }
  await handle.sync()
  await handle.close()
  return hash.digest('hex')
}

async function serve(file: string): Promise<AsyncDisposable & Readonly<{ address: string }>> {
  const child = spawn(process.execPath, ['-e', SERVER, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    address: `http://127.0.0.1:${Number(port.toString())}/model.gguf`,
    [Symbol.asyncDispose]: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function bareFetch(address: string, path: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  const { body } = await fetch(address)
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(path))
}

async function fetchToNowhere(address: string): Promise<void> {
  const { body } = await fetch(address)
  for await (const _ of body!) continue
}

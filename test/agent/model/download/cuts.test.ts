import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AppError } from '../../../../src/agent/contract/index.ts'
import { download } from '../../../../src/agent/model/download/download.ts'
import { openNetwork } from '../../../../src/agent/network/network.ts'
import type { Network } from '../../../../src/agent/network/network.ts'
import { change, changeAfter, cutAfter, cutAtOnce, ignoringRanges, lyingLength, more, serveHub, sha256, status, wrongByteAt, wrongRange } from './hub.ts'
import type { Behaviour, Hub } from './hub.ts'

const CUTS = Number(process.env['TACIT_CUTS'] ?? 50)
const SEED = Number(process.env['TACIT_SEED'] ?? 7)
const MOST_BYTES = 120_000

let folder: string
let hub: Hub
let network: Network
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-cuts-'))
  hub = await serveHub(Buffer.alloc(0))
  network = await openNetwork({ file: join(folder, 'network.json'), isOff: false, environment: {} })
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const bytes = (length: number, seed: number): Buffer => {
  let state = seed || 1
  const made = Buffer.alloc(length)
  for (let i = 0; i < length; i += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    made[i] = state >>> 24
  }
  return made
}

/** Stops the program in the middle: the call that runs is cancelled, and another begins with what lies there. */
type Event = Behaviour | 'stop' | 'off and on'
const at = fc.nat(MOST_BYTES)
const cut = at.map((after): Event => cutAfter(after))
const changed = fc.tuple(at, fc.nat()).map(([after, seed]): Event => (request, response, served) => changeAfter(after, bytes(served.file.length, seed))(request, response, served))
/** What only a digest or a size that was pinned can tell. */
const spoilt: fc.Arbitrary<Event> = fc.oneof(
  at.map((byte) => wrongByteAt(byte)),
  fc.integer({ min: 1, max: 5000 }).map((count) => more(count)),
  fc.integer({ min: -50, max: 50 }).map((by) => lyingLength(by)),
)
const rude: fc.Arbitrary<Event> = fc.oneof(
  fc.constant<Event>('stop'),
  fc.constant<Event>('off and on'),
  fc.constant<Event>(cutAtOnce),
  at.map((after) => ignoringRanges(after)),
  fc.constantFrom(416, 429, 500, 503).map((code) => status(code, { 'retry-after': '0' })),
  at.map((by) => wrongRange((first, length) => `bytes ${first + (by % 3)}-${length - 1 - (by % 2)}/${length + (by % 5 === 0 ? 1 : 0)}`)),
)
const file = { length: fc.integer({ min: 1, max: MOST_BYTES }), seed: fc.nat() }
const common = [{ arbitrary: cut, weight: 8 }, { arbitrary: rude, weight: 6 }, { arbitrary: changed, weight: 1 }]
const events = (...more: typeof common) => fc.array(fc.oneof(...common, ...more), { minLength: 1, maxLength: 8 })
const story = fc.oneof(
  { arbitrary: fc.record({ ...file, isPinned: fc.constant(true), events: events({ arbitrary: spoilt, weight: 2 }) }), weight: 2 },
  { arbitrary: fc.record({ ...file, isPinned: fc.constant(false), events: events() }), weight: 1 },
)

it(`ends in the right file or a refusal, whatever happens on the way (${CUTS} stories)`, { timeout: 60_000 + CUTS * 3000 }, async () => {
  let right = 0
  let refused = 0
  let number = 0
  await fc.assert(
    fc.asyncProperty(story, async ({ length, seed, isPinned, events }) => {
      number += 1
      const file = bytes(length, seed)
      const home = join(folder, String(number))
      const path = join(home, 'model.gguf')
      change(hub, file)
      const stops = new Set<AbortController>()
      const versions = new Set<string>()
      hub.next = events.map((event): Behaviour => {
        if (typeof event === 'function') {
          return (request, response, served) => {
            versions.add(sha256(served.file))
            event(request, response, served)
          }
        }
        return (request, response, served) => {
          cutAfter(Math.floor(served.file.length / 2))(request, response, served)
          if (event === 'stop') for (const each of stops) each.abort(new AppError('CANCELLED', 'Stopped.'))
          else {
            network.setOff(true)
            setTimeout(() => network.setOff(false), 5)
          }
        }
      })
      const wanted = { address: hub.address, path, size: isPinned ? length : null, sha256: isPinned ? sha256(file) : null }
      for (let call = 0; ; call += 1) {
        // Each call asks at least once, unless all is here, so the events come to an end.
        expect(call).toBeLessThan(events.length + 20)
        const stop = new AbortController()
        stops.add(stop)
        const end = await download(wanted, { network, signal: stop.signal, onProgress: () => undefined, patience: { connectMs: 5000, headersMs: 5000, stallMs: 5000, backOffMs: () => 0, tries: 4 } }).catch((thrown: unknown) => thrown)
        stops.delete(stop)
        const there = await readdir(home)
        if (end instanceof AppError) {
          expect(there).not.toContain('model.gguf')
          expect(['DOWNLOAD_FAILED', 'CANCELLED']).toContain(end.code)
          if (end.code === 'DOWNLOAD_FAILED') {
            refused += 1
            // What the hub has now may be another file for good: then a pinned one is refused, time and again.
            if (isPinned && sha256(hub.file) !== wanted.sha256 && hub.next.length === 0) break
          }
          continue
        }
        expect(end).toMatchObject({ path })
        const got = await readFile(path)
        expect(there).toEqual(['model.gguf'])
        expect((end as { sha256: string }).sha256).toBe(sha256(got))
        if (isPinned) expect(sha256(got)).toBe(wanted.sha256)
        // Never the beginning of one file and the end of another.
        else expect([sha256(file), sha256(hub.file), ...versions]).toContain(sha256(got))
        right += 1
        break
      }
      await rm(home, { recursive: true, force: true })
    }),
    { numRuns: CUTS, seed: SEED, endOnFailure: true },
  )
  expect(right).toBeGreaterThan(CUTS / 2)
  expect(refused).toBeGreaterThan(0)
  expect(network.use().requests).toBeGreaterThan(CUTS)
})

import { cpus } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'

const LOOK_MS = 200

const ticks = (): Readonly<{ idle: number; all: number }> =>
  cpus().reduce((sum, { times }) => ({ idle: sum.idle + times.idle, all: sum.all + times.user + times.nice + times.sys + times.idle + times.irq }), { idle: 0, all: 0 })

/**
 * Threads to compute with: the cores that nobody else uses just now. llama.cpp's threads wait for each other at every step, so
 * one that has no core of its own holds up all (measured on two busy cores: 13 tokens/s with one thread, .6 with two).
 */
export async function freeThreads(most: number): Promise<number> {
  const before = ticks()
  await wait(LOOK_MS)
  const after = ticks()
  const all = after.all - before.all
  const free = all > 0 ? (cpus().length * (after.idle - before.idle)) / all : most
  return Math.max(1, Math.min(most, Math.round(free)))
}

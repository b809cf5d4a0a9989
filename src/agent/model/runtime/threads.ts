import { cpus } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'

// llama.cpp's threads wait for each other at every step, spinning, so that one which has no core of its own holds up all
// (measured on two busy cores: 13 tokens/s with one thread, .6 with two). What others use changes while a model works.

/** What the processor had done until then: milliseconds over all cores, and those of this process. */
export type ProcessorUse = Readonly<{ atMs: number; cores: number; idleMs: number; allMs: number; ownMs: number }>

const FIRST_LOOK_MS = 200
const LOOK_MS = 500
/** A thread too many costs far more than one too few: a core has to be free for so many looks before it is taken. */
const LOOKS_KEPT = 4

export function processorUse(): ProcessorUse {
  const each = cpus().map(({ times }) => times)
  const { user, system } = process.cpuUsage()
  return {
    atMs: performance.now(),
    cores: each.length,
    idleMs: each.reduce((sum, { idle }) => sum + idle, 0),
    allMs: each.reduce((sum, { user: own, nice, sys, idle, irq }) => sum + own + nice + sys + idle + irq, 0),
    ownMs: (user + system) / 1000,
  }
}

/** Threads to compute with, from 1 to `most`: the cores that nobody else used in between, and those that this process used itself. */
export function threadsFor(before: ProcessorUse, after: ProcessorUse, most: number): number {
  const allMs = after.allMs - before.allMs
  const ms = after.atMs - before.atMs
  if (allMs <= 0 || ms <= 0) return most
  const idle = (after.cores * (after.idleMs - before.idleMs)) / allMs
  const own = (after.ownMs - before.ownMs) / ms
  return Math.max(1, Math.min(most, after.cores, Math.round(idle + own)))
}

/** The same of the moment that this takes. */
export async function freeThreads(most: number): Promise<number> {
  const before = processorUse()
  await wait(FIRST_LOOK_MS)
  return threadsFor(before, processorUse(), most)
}

/** How many threads to go on with after `looks`, the latest last. */
export function threadsAfter(threads: number, looks: readonly number[]): number {
  const least = Math.min(...looks.slice(-LOOKS_KEPT))
  return looks.length < LOOKS_KEPT ? Math.min(threads, least) : least
}

export type Threads = Readonly<{
  /** Looks again and again while the work goes on, and changes the threads with what others leave free. */
  during: <Value>(work: () => Promise<Value>) => Promise<Value>
  /** Of what a context gets when it is made it can never have more, so it is made with all. */
  making: <Value>(make: () => Promise<Value>) => Promise<Value>
}>

/** `set` limits llama.cpp, which asks at each step how many threads it may have. */
export function openThreads(first: number, most: number, set: (threads: number) => void): Threads {
  let threads = first
  let isMaking = false

  return {
    making: async (make) => {
      isMaking = true
      set(most)
      try {
        return await make()
      } finally {
        isMaking = false
        set(threads)
      }
    },
    during: async (work) => {
      let before = processorUse()
      let looks: readonly number[] = []
      const looking = setInterval(() => {
        const after = processorUse()
        looks = [...looks, threadsFor(before, after, most)].slice(-LOOKS_KEPT)
        before = after
        threads = threadsAfter(threads, looks)
        if (!isMaking) set(threads)
      }, LOOK_MS)
      looking.unref()
      try {
        return await work()
      } finally {
        clearInterval(looking)
      }
    },
  }
}

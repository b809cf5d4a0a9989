// What a process and all that it started hold and do, as Linux tells it under /proc.

import { readdir, readFile } from 'node:fs/promises'

export type Usage = Readonly<{ name: string; rssMB: number; /** Shared pages divided among those who share them; null where the system does not tell. */ pssMB: number | null }>

export const canLookAtProcesses = process.platform === 'linux'

/** Fields of /proc/<pid>/stat after the name: parent, user and system ticks, from 0. */
const PARENT = 1
const USER_TICKS = 11
const SYSTEM_TICKS = 12
/** USER_HZ: fixed at 100 where programs are told of it, whatever the kernel's own. */
const TICKS_PER_SECOND = 100

async function statOf(pid: number): Promise<readonly number[] | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number)
}

/** The process with everything below it that still runs. */
export async function treeOf(root: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const children = new Map<number, number[]>()
  for (const pid of pids) {
    const parent = (await statOf(pid))?.[PARENT]
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const below = (pid: number): readonly number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)]
  return below(root)
}

export async function usageOf(pids: readonly number[]): Promise<readonly Usage[]> {
  const found = await Promise.all(pids.map(usage))
  return found.filter((each) => each !== null)
}

async function usage(pid: number): Promise<Usage | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null)
  const rss = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? '')?.[1]
  // A process that has just ended holds nothing.
  if (rss === undefined) return null
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => null)
  const pss = /^Pss:\s+(\d+) kB$/m.exec(rollup ?? '')?.[1]
  return { name: await nameOf(pid), rssMB: Number(rss) / 1024, pssMB: pss === undefined ? null : Number(pss) / 1024 }
}

/** The most that the process ever held, in MB. */
export async function peakMB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN) / 1024
}

async function nameOf(pid: number): Promise<string> {
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split(/[\0 ]/)
  const option = (name: string): string | undefined => words.find((word) => word.startsWith(`--${name}=`))?.split('=')[1]
  return option('utility-sub-type') ?? option('type') ?? 'main'
}

/** Seconds of processor time that these processes have taken since they began. */
export async function processorSeconds(pids: readonly number[]): Promise<number> {
  const stats = await Promise.all(pids.map(statOf))
  return stats.reduce((sum, stat) => sum + ((stat?.[USER_TICKS] ?? 0) + (stat?.[SYSTEM_TICKS] ?? 0)) / TICKS_PER_SECOND, 0)
}

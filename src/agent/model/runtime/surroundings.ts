import { readdir, readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { Surroundings } from './hardware-words.ts'

/** PCI's numbers of those who make graphics cards. */
const MAKERS: Readonly<Record<string, string>> = { '0x10de': 'NVIDIA', '0x1002': 'AMD', '0x8086': 'Intel' }
const CARDS = '/sys/class/drm'
const PCI = '/sys/bus/pci/devices'
/** Display controllers have 0x03 as their class; a card for computing alone is a 3D controller among them. */
const IS_DISPLAY = /^0x03/
const NVIDIA_VERSION = '/proc/driver/nvidia/version'

const textOf = async (file: string): Promise<string> => (await readFile(file, 'utf8')).trim()

/** Null where the folder is not there, as in a sandbox or on another system. */
async function namesIn(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder)
  } catch {
    return null
  }
}

/** Null for what is no graphics card, or is gone since it was listed. */
async function makerOf(device: string): Promise<string | null> {
  try {
    if (!IS_DISPLAY.test(await textOf(join(device, 'class')))) return null
    const vendor = await textOf(join(device, 'vendor'))
    return MAKERS[vendor] ?? `another maker (${vendor})`
  } catch {
    return null
  }
}

async function findCards(): Promise<readonly string[] | null> {
  const devices = (await namesIn(PCI))?.map((name) => join(PCI, name))
  const drawn = (await namesIn(CARDS))?.filter((name) => /^card\d+$/.test(name)).map((name) => join(CARDS, name, 'device'))
  if (!devices && !drawn) return null
  const makers = await Promise.all([...(devices ?? []), ...(drawn ?? [])].map(makerOf))
  return [...new Set(makers.filter((maker) => maker !== null))]
}

/** Null where NVIDIA's driver is not loaded: only it makes this file. */
async function findDriver(): Promise<string | null> {
  try {
    return /Kernel Module(?: for \S+)?\s+(\d[\d.]*)/.exec(await textOf(NVIDIA_VERSION))?.[1] ?? null
  } catch {
    return null
  }
}

/** Looks at what the system tells of itself; nothing of a driver is loaded. */
export async function lookAround(): Promise<Surroundings> {
  const processors = cpus()
  const isLinux = process.platform === 'linux'
  return {
    platform: process.platform,
    arch: process.arch,
    processor: processors[0]?.model.trim() || process.arch,
    cores: processors.length,
    cards: isLinux ? await findCards() : null,
    driver: isLinux ? await findDriver() : null,
  }
}

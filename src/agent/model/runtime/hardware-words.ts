import type { Backend, BackendName } from '../../contract/models.ts'
import { endingWords } from '../ending.ts'
import { GPU_BACKENDS } from './probe.ts'
import type { GpuBackend, Probed, Trial } from './probe.ts'

/** What the system itself tells, without any driver being loaded. */
export type Surroundings = Readonly<{
  platform: NodeJS.Platform
  arch: string
  processor: string
  cores: number
  /** Makers of the graphics cards that the system sees; null where it does not tell. */
  cards: readonly string[] | null
  /** Of NVIDIA's driver; null where there is none or the system does not tell. */
  driver: string | null
}>

export type Trials = Readonly<Partial<Record<GpuBackend, Trial>>>

const NAMES: Readonly<Record<BackendName, string>> = { cuda: 'CUDA', vulkan: 'Vulkan', metal: 'Metal', cpu: 'Processor' }
/** The first that works is the one that is used. */
const ORDER: readonly GpuBackend[] = ['metal', 'cuda', 'vulkan']
/** The driver that CUDA 13 asks for. */
const LEAST_DRIVER = 580
const REINSTALL = 'Install Tacit again with "npm run setup".'

type Verdict = Readonly<{ reason: string; fix: string | null }>

/** Whether a back-end can be there at all, before it is tried. */
export function whyNotHere(backend: GpuBackend, platform: NodeJS.Platform, arch: string): string | null {
  if (backend === 'metal') {
    if (platform !== 'darwin') return 'Metal is a part of macOS and is not on this system.'
    return arch === 'arm64' ? null : 'Metal is used on Macs with an Apple processor only.'
  }
  if (platform === 'darwin') return `${NAMES[backend]} is not on macOS.`
  return null
}

function noNvidia({ cards, driver }: Surroundings): Verdict {
  if (cards !== null && !cards.includes('NVIDIA')) {
    const others = cards.length > 0 ? ` (it sees ${cards.join(', ')})` : ''
    return { reason: `CUDA needs a graphics card of NVIDIA, and this system sees none${others}.`, fix: null }
  }
  if (driver !== null) return { reason: `NVIDIA's driver ${driver} is loaded, but its library for CUDA is missing.`, fix: 'Install the whole driver of NVIDIA (on Linux the package with libcuda), then test again.' }
  return { reason: "NVIDIA's driver was not found.", fix: "If there is a card of NVIDIA here, install its driver, then test again." }
}

function cudaMissing(missing: readonly string[], around: Surroundings): Verdict {
  if (missing.some((library) => /^(libcuda\.|nvcuda)/.test(library))) return noNvidia(around)
  const names = missing.join(' and ')
  return { reason: `NVIDIA's driver${around.driver ? ` ${around.driver}` : ''} is here, but CUDA's own libraries are not: ${names} cannot be loaded.`, fix: `Install the runtime of CUDA 13 (it holds ${names}), then test again. Vulkan does without it.` }
}

function vulkanMissing(missing: readonly string[], { cards }: Surroundings): Verdict {
  const names = missing.join(' and ')
  const none = cards !== null && cards.length === 0 ? ' This system also sees no graphics card.' : ''
  return { reason: `Vulkan's loader is not on this system: ${names} cannot be loaded.${none}`, fix: none ? null : 'Install it (on Linux usually the package libvulkan1 or vulkan-loader) with the driver of your graphics card, then test again.' }
}

const said = (text: string): string => (text ? ` It said: ${text.length > 300 ? `${text.slice(0, 300)}…` : text}` : '')

function noDevice(backend: GpuBackend, probed: Probed, { driver, cards }: Surroundings): Verdict {
  const name = NAMES[backend]
  if (backend === 'cuda' && driver !== null && Number.parseInt(driver, 10) < LEAST_DRIVER) {
    return { reason: `NVIDIA's driver ${driver} is too old for CUDA 13.`, fix: `Install driver ${LEAST_DRIVER} or later, then test again.` }
  }
  if (cards !== null && cards.length === 0) return { reason: `${name} is installed, but this system sees no graphics card.`, fix: null }
  return { reason: `${name} is installed, but llama.cpp found no device that it could use.${said(probed.said)}`, fix: 'Update the driver of the graphics card, then test again.' }
}

function failure(backend: GpuBackend, trial: Trial | undefined, around: Surroundings): Verdict {
  const name = NAMES[backend]
  if (trial === undefined) return { reason: `${name} was not tried.`, fix: 'Test again.' }
  switch (trial.kind) {
    case 'stalled':
      return { reason: `${name} had not answered after ${trial.seconds} s.`, fix: 'Test again when the machine is less busy.' }
    case 'died':
      return { reason: `${name} crashed while it was tried (${endingWords(trial)}); the graphics driver is the usual cause.${said(trial.lastWords)}`, fix: 'Update the driver of the graphics card, then test again.' }
    case 'answered': {
      const { isInstalled, missing } = trial.probed
      if (!isInstalled) return { reason: `Tacit's part for ${name} is not installed for ${around.platform} ${around.arch}.`, fix: REINSTALL }
      if (missing.length > 0) return backend === 'cuda' ? cudaMissing(missing, around) : vulkanMissing(missing, around)
      return noDevice(backend, trial.probed, around)
    }
  }
  trial satisfies never
}

const worked = (trial: Trial | undefined): Probed | null => (trial?.kind === 'answered' && trial.probed.works ? trial.probed : null)

/** Every way to compute, the one in use first, each with the reason why it is used or not. */
export function backendsOf(trials: Trials, around: Surroundings): readonly Backend[] {
  const used: BackendName = ORDER.find((backend) => worked(trials[backend])) ?? 'cpu'
  const gpus = GPU_BACKENDS.map((id): Backend => {
    const base = { id, name: NAMES[id], devices: [], memory: null, isUsed: false, isUsable: false }
    const absent = whyNotHere(id, around.platform, around.arch)
    if (absent) return { ...base, reason: absent, fix: null }
    const probed = worked(trials[id])
    if (!probed) return { ...base, ...failure(id, trials[id], around) }
    const on = probed.devices.join(', ')
    const reason = id === used ? `Used: models run on ${on}.` : `It works on ${on}, but ${NAMES[used]} works too and is the faster of the two.`
    return { ...base, devices: probed.devices, memory: probed.memory, isUsable: true, isUsed: id === used, reason, fix: null }
  })
  const cpu: Backend = {
    id: 'cpu',
    name: NAMES.cpu,
    isUsed: used === 'cpu',
    isUsable: true,
    devices: [around.processor],
    memory: null,
    reason: used === 'cpu' ? 'Used: no graphics card can be used here, for the reasons given with the others.' : 'It takes the layers that do not fit the graphics card.',
    fix: null,
  }
  return [...gpus, cpu].toSorted((one, other) => Number(other.isUsed) - Number(one.isUsed))
}

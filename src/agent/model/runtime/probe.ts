import { createRequire } from 'node:module'
import { constants } from 'node:os'
import type { BackendName } from '../../contract/models.ts'
import type { Unanswered } from '../trial.ts'

/** What one back-end of llama.cpp said in the process that tried it. */
export type Probed = Readonly<{
  works: boolean
  devices: readonly string[]
  /** Bytes of video memory of all devices. */
  memory: Readonly<{ total: number; free: number }> | null
  /** Of the libraries of this system that it needs, those that cannot be loaded. */
  missing: readonly string[]
  isInstalled: boolean
  /** What llama.cpp and its drivers said of their own. */
  said: string
}>

/** How a trial in a process of its own ended. */
export type Trial = Readonly<{ kind: 'answered'; probed: Probed }> | Unanswered

export const GPU_BACKENDS = ['cuda', 'vulkan', 'metal'] as const satisfies readonly BackendName[]
export type GpuBackend = (typeof GPU_BACKENDS)[number]
export const isGpuBackend = (text: string | undefined): text is GpuBackend => GPU_BACKENDS.some((each) => each === text)

/** What the binaries that node-llama-cpp ships are linked with, the driver first. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  'cuda linux': ['libcuda.so.1', 'libcudart.so.13', 'libcublas.so.13'],
  'cuda win32': ['nvcuda.dll', 'cudart64_13.dll', 'cublas64_13.dll'],
  'vulkan linux': ['libvulkan.so.1'],
  'vulkan win32': ['vulkan-1.dll'],
}

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'linux', win32: 'win', darwin: 'mac' }

function packageOf(backend: GpuBackend): string {
  const place = `${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`
  return backend === 'metal' ? `@node-llama-cpp/${process.platform === 'darwin' ? 'mac' : place}-${process.arch}-metal` : `@node-llama-cpp/${place}-${backend}`
}

function isPackageInstalled(backend: GpuBackend): boolean {
  try {
    createRequire(createRequire(import.meta.url).resolve('node-llama-cpp')).resolve(packageOf(backend))
    return true
  } catch {
    // To resolve a package that is not installed throws.
    return false
  }
}

/** Only the system's own loader knows where it looks. It says that a library is no add-on once it has found it. */
function canLoad(library: string): boolean {
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_LAZY)
    return true
  } catch (error) {
    return error instanceof Error && error.message.startsWith('Module did not self-register')
  }
}

/** Loads one back-end, in a process that may die of its driver. */
export async function probe(backend: GpuBackend): Promise<Probed> {
  const isInstalled = isPackageInstalled(backend)
  const missing = (LIBRARIES[`${backend} ${process.platform}`] ?? []).filter((library) => !canLoad(library))
  const nothing = { works: false, devices: [], memory: null, missing, isInstalled, said: '' }
  if (!isInstalled || missing.length > 0) return nothing
  const said: string[] = []
  try {
    const { getLlama, LlamaLogLevel } = await import('node-llama-cpp')
    const logger = (_level: unknown, text: string): void => void said.push(text.trim())
    const llama = await getLlama({ gpu: backend, build: 'never', skipDownload: true, progressLogs: false, logLevel: LlamaLogLevel.warn, logger })
    const devices = await llama.getGpuDeviceNames()
    const { total, free } = await llama.getVramState()
    const works = llama.gpu === backend && devices.length > 0
    await llama.dispose()
    return { ...nothing, works, devices, memory: { total, free }, said: said.join(' ') }
  } catch (error) {
    return { ...nothing, said: [...said, error instanceof Error ? error.message : String(error)].join(' ') }
  }
}

import { describe, expect, test } from 'vitest'
import type { Backend, BackendName } from '../../../../src/agent/contract/models.ts'
import { backendsOf } from '../../../../src/agent/model/runtime/hardware-words.ts'
import type { Surroundings, Trials } from '../../../../src/agent/model/runtime/hardware-words.ts'
import type { Probed, Trial } from '../../../../src/agent/model/runtime/probe.ts'

const LINUX: Surroundings = { platform: 'linux', arch: 'x64', processor: 'AMD EPYC', cores: 2, cards: [], driver: null }
const SILENT: Probed = { works: false, devices: [], memory: null, missing: [], isInstalled: true, said: '' }
const GB = 1e9

const answered = (probed: Partial<Probed>): Trial => ({ kind: 'answered', probed: { ...SILENT, ...probed } })
const working = (device: string): Trial => answered({ works: true, devices: [device], memory: { total: 8 * GB, free: 7 * GB } })

function find(id: BackendName, trials: Trials, around: Partial<Surroundings> = {}): Backend {
  const found = backendsOf(trials, { ...LINUX, ...around }).find((backend) => backend.id === id)
  if (!found) throw new Error(`No ${id}.`)
  return found
}

describe('why a back-end is used or not', () => {
  test('uses CUDA before Vulkan, and says of Vulkan that it works as well', () => {
    const trials = { cuda: working('NVIDIA GeForce RTX 4070'), vulkan: working('NVIDIA GeForce RTX 4070') }
    expect(find('cuda', trials)).toMatchObject({ isUsed: true, isUsable: true, memory: { total: 8 * GB }, reason: expect.stringContaining('RTX 4070') })
    expect(find('vulkan', trials)).toMatchObject({ isUsed: false, isUsable: true, reason: expect.stringContaining('CUDA works too') })
    expect(backendsOf(trials, LINUX).filter(({ isUsed }) => isUsed)).toHaveLength(1)
    expect(backendsOf(trials, LINUX)[0]?.id).toBe('cuda')
  })

  test('uses the processor where nothing else works, and always has it', () => {
    expect(find('cpu', {})).toMatchObject({ isUsed: true, isUsable: true, devices: ['AMD EPYC'] })
    expect(find('cpu', { vulkan: working('Radeon') })).toMatchObject({ isUsed: false, isUsable: true })
  })

  test.each<[string, Trial, Partial<Surroundings>, RegExp, RegExp | null]>([
    ['no card of NVIDIA', answered({ missing: ['libcuda.so.1', 'libcudart.so.13'] }), { cards: ['AMD'] }, /needs a graphics card of NVIDIA.*sees AMD/, null],
    ['a card without its driver', answered({ missing: ['libcuda.so.1', 'libcudart.so.13'] }), { cards: ['NVIDIA'] }, /driver was not found/, /install its driver/],
    ['a driver without libcuda', answered({ missing: ['libcuda.so.1'] }), { cards: ['NVIDIA'], driver: '580.65' }, /driver 580\.65 is loaded.*library for CUDA is missing/, /libcuda/],
    ['no driver where the system does not tell of cards', answered({ missing: ['nvcuda.dll'] }), { platform: 'win32', cards: null }, /driver was not found/, /install its driver/],
    ['a driver without CUDA’s own libraries', answered({ missing: ['libcudart.so.13', 'libcublas.so.13'] }), { cards: ['NVIDIA'], driver: '580.65' }, /libcudart\.so\.13 and libcublas\.so\.13 cannot be loaded/, /runtime of CUDA 13/],
    ['a driver that is too old', answered({ said: 'CUDA driver version is insufficient' }), { cards: ['NVIDIA'], driver: '535.161.08' }, /535\.161\.08 is too old/, /580 or later/],
    ['no device', answered({ said: 'no CUDA devices found' }), { cards: ['NVIDIA'], driver: '590.1' }, /found no device.*no CUDA devices found/, /Update the driver/],
    ['a package that is not there', answered({ isInstalled: false }), { cards: ['NVIDIA'] }, /not installed for linux x64/, /npm run setup/],
    ['a driver that crashes', { kind: 'died', signal: 'SIGSEGV', exitCode: null, lastWords: 'in libnvidia' }, { cards: ['NVIDIA'] }, /crashed while it was tried \(SIGSEGV\).*in libnvidia/, /Update the driver/],
    ['a driver that hangs', { kind: 'stalled', seconds: 30 }, { cards: ['NVIDIA'] }, /not answered after 30 s/, /less busy/],
  ])('says of CUDA: %s', (_name, trial, around, reason, fix) => {
    const backend = find('cuda', { cuda: trial }, around)
    expect(backend).toMatchObject({ isUsed: false, isUsable: false })
    expect(backend.reason).toMatch(reason)
    if (fix === null) expect(backend.fix).toBeNull()
    else expect(backend.fix).toMatch(fix)
  })

  test('says of Vulkan that its loader is missing, and what to install where there is a card', () => {
    const trials = { vulkan: answered({ missing: ['libvulkan.so.1'] }) }
    expect(find('vulkan', trials, { cards: ['AMD'] })).toMatchObject({ reason: expect.stringContaining('libvulkan.so.1'), fix: expect.stringContaining('libvulkan1') })
    expect(find('vulkan', trials, { cards: [] })).toMatchObject({ reason: expect.stringContaining('no graphics card'), fix: null })
  })

  test('says what is of another system', () => {
    expect(find('metal', {}).reason).toContain('macOS')
    expect(find('metal', {}, { platform: 'darwin', arch: 'x64', cards: null }).reason).toContain('Apple processor')
    expect(find('cuda', {}, { platform: 'darwin', arch: 'arm64', cards: null }).reason).toContain('not on macOS')
  })

  test('gives every back-end that is not used a reason that ends as a sentence', () => {
    for (const { reason } of backendsOf({ cuda: { kind: 'stalled', seconds: 3 } }, LINUX)) expect(reason).toMatch(/[.…]$/)
  })
})

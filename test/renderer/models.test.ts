import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Download, Loaded, Models, ModelView, NetworkUse, Quote } from '../../src/agent/contract/index.ts'
import { downloadLabel, downloadReason, downloadWords, noRoom, timeLeft } from '../../src/renderer/words/downloads.ts'
import { awakeWords, bytesOf, fitHeading, fitNote, hardwareWords, isMadeFor, inOrder, modelsHeading, needWords, verifiedWords } from '../../src/renderer/words/models.ts'
import { networkHeading, networkLine, networkUnder } from '../../src/renderer/words/network.ts'
import { originWords, runWords, workDay, workWords } from '../../src/renderer/words/writing.ts'

const MODEL: ModelView = {
  id: 'a', kind: 'chat', name: '4B Instruct', origin: 'catalogue', tier: 'gpu', isRecommended: true, isForThisMachine: false, repository: 'x/y', revision: null, file: 'a.gguf', path: null, size: 2.5e9, licence: 'MIT', context: 8192,
  quantisation: 'Q4_K_M', isMultilingual: true, state: 'ready', problem: null, verifiedAt: null, needs: { bytes: 3.4e9, context: 8192, by: 'header' }, fit: null, quality: null, speed: null, isChosen: true, download: null,
}
const LOADED: Loaded = { modelId: 'a', state: 'idle', backend: 'cuda', layers: { onGpu: 37, of: 37 }, context: 8192, memory: { ram: 4e8, gpu: 3e9 }, tokensPerSecond: null, sleepsAt: null }
const MODELS: Models = {
  hardware: { processor: 'a processor', cores: 8, memory: { total: 32e9, free: 2e9 }, disk: { path: '/models', free: 38e9 }, backends: [], testedAt: 1 },
  models: [MODEL], loaded: LOADED, fallback: null, server: null, hub: 'https://huggingface.co', writing: [], writingWaits: null, preparing: null,
}
const HUB = 'https://huggingface.co'
const QUOTE: Quote = { sourceId: 's', file: 'a.md', heading: null, lineStart: 1, lineEnd: 1, passageId: 'p', text: 'Draw more.', date: null, sourceName: 'Notes' }
const DOWNLOAD: Download = { state: 'running', done: 1.1e9, total: 2.5e9, bytesPerSecond: 24e6, message: null, retryAt: null }

describe('the heading of Models', () => {
  it('says where the model runs, as a fact of what is loaded', () => {
    expect(modelsHeading(MODELS)).toBe('The model runs wholly on your GPU.')
    expect(modelsHeading({ ...MODELS, loaded: { ...LOADED, layers: { onGpu: 31, of: 37 } } })).toBe('31 of 37 layers run on your GPU.')
    expect(modelsHeading({ ...MODELS, loaded: { ...LOADED, backend: 'cpu' } })).toBe('The model runs on the CPU.')
  })

  it('claims nothing of a model that never ran here, of one that is gone, or of another one that is loaded', () => {
    expect(modelsHeading({ ...MODELS, loaded: null })).toBe('A model is chosen. It has not run yet.')
    expect(modelsHeading({ ...MODELS, loaded: { ...LOADED, modelId: 'an embedder' } })).toBe('A model is chosen. It has not run yet.')
    expect(modelsHeading({ ...MODELS, models: [{ ...MODEL, state: 'missing' }] })).toBe('The model is not where it was.')
    expect(modelsHeading({ ...MODELS, models: [{ ...MODEL, isChosen: false }] })).toBe('No model: proposals come from the library and your notes.')
  })

  it('names a server of one’s own before any model', () => {
    expect(modelsHeading({ ...MODELS, server: { address: 'http://127.0.0.1:8080/v1', model: 'm', hasKey: true } })).toBe('A server of your own writes, at 127.0.0.1:8080.')
  })
})

describe('a model in words', () => {
  it('says what it holds, and how its file was checked', () => {
    expect(awakeWords(LOADED)).toBe('awake, holding 3.4 GB')
    expect(awakeWords(null)).toBe('asleep, holding 0 GB')
    expect(verifiedWords({ verifiedAt: null, origin: 'own' })).toContain('nothing to compare')
    expect(needWords(MODEL, 12e9)).toBe('3.4 of 12 GB when awake')
    expect(needWords({ needs: { ...MODEL.needs, by: 'size' } }, null)).toBe('about 3.4 GB when awake')
  })

  it('counts a part in the unit of the whole, never past it', () => {
    expect(bytesOf(1.1e9, 2.5e9)).toBe('1.1 of 2.5 GB')
    expect(bytesOf(40e6, 2.5e9)).toBe('0.0 of 2.5 GB')
    expect(bytesOf(0, 132e6)).toBe('0.0 of 132 MB')
    fc.assert(fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), (a, b) => /^[\d.]+( \w+)? of [\d.]+ \w+$/.test(bytesOf(Math.min(a, b), Math.max(a, b, 1)))))
  })

  it('says what the machine has, and not that there is no GPU before that was looked at', () => {
    expect(hardwareWords(MODELS.hardware)).toBe('no GPU that can be used; 8 cores; 32 GB of memory')
    expect(hardwareWords({ ...MODELS.hardware, testedAt: null })).toContain('not tested yet')
  })

  it('says where a model is less at home here than it is meant to be', () => {
    const fit = { where: 'cpu', layers: null, text: 'Runs on the processor' } as const
    expect(fitHeading({ fit, tier: 'gpu' })).toBe('For a GPU, here on the CPU')
    expect(fitNote({ fit, tier: 'gpu' })).toContain('slow')
    expect(fitHeading({ fit, tier: 'cpu' })).toBe('On the CPU')
    expect(fitNote({ fit, tier: 'cpu' })).toBe('Runs on the processor.')
    expect(fitHeading({ fit: { ...fit, where: 'gpu' }, tier: 'cpu' })).toBe('Fits your GPU')
    expect(isMadeFor({ fit: { ...fit, where: 'nowhere' }, tier: 'cpu' })).toBe(false)
  })

  it('puts the recommended one of each tier first and the person’s own last', () => {
    const of = (id: string, tier: ModelView['tier'], isRecommended: boolean): ModelView => ({ ...MODEL, id, tier, isRecommended })
    expect(inOrder([of('own', null, false), of('c', 'cpu', true), of('b', 'gpu', false), of('a', 'gpu', true)]).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'own'])
    expect(inOrder([of('a', 'gpu', true), { ...of('c', 'cpu', true), isForThisMachine: true }]).map(({ id }) => id)).toEqual(['c', 'a'])
  })
})

describe('a download in words', () => {
  it('names its size and its address before it is agreed to, and the rest where a part is here', () => {
    expect(downloadLabel(MODEL, HUB)).toBe('Download 2.5 GB from huggingface.co')
    expect(downloadLabel({ ...MODEL, download: { ...DOWNLOAD, state: 'paused' } }, 'http://127.0.0.1:8000/hub')).toBe('Download the other 1.4 GB from 127.0.0.1:8000')
    expect(noRoom(MODEL, 2e9)).toBe('It needs 2.5 GB and 2.0 GB are free. Free some space first.')
    expect(noRoom({ ...MODEL, download: DOWNLOAD }, 2e9)).toBeNull()
  })

  it('counts what was done, and says why it stands still', () => {
    expect(downloadWords(DOWNLOAD)).toBe('1.1 of 2.5 GB, 24 MB a second, about 1 min left')
    expect(downloadWords({ ...DOWNLOAD, bytesPerSecond: null })).toBe('1.1 of 2.5 GB')
    expect(downloadWords({ ...DOWNLOAD, state: 'failed', done: 0 })).toBe('Stopped. Nothing of it is here.')
    expect(downloadReason({ ...DOWNLOAD, state: 'waiting', message: 'The connection was lost.', retryAt: new Date(2026, 1, 1, 14, 32).getTime() })).toBe('The connection was lost. Tried again at 14:32.')
    expect(downloadReason(DOWNLOAD)).toBeNull()
  })

  it('never promises a time that it cannot know', () => {
    expect(timeLeft({ done: 0, total: 1e9, bytesPerSecond: null })).toBeNull()
    expect(timeLeft({ done: 0, total: 1e9, bytesPerSecond: 0 })).toBeNull()
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), (rate) => !/NaN|Infinity|-|\b0 (s|min)/.test(timeLeft({ done: 1e9, total: 1e11, bytesPerSecond: rate }) ?? '')))
  })
})

describe('what a model wrote, in words', () => {
  it('says whose words a card has', () => {
    expect(originWords({ origin: 'library', quotes: [] })).toBe('From the library')
    expect(originWords({ origin: 'generated', quotes: [], writer: '4B Instruct' })).toBe('Written by 4B Instruct')
    expect(originWords({ origin: 'generated', quotes: [QUOTE], writer: '4B Instruct' })).toBe('Written by 4B Instruct from your words')
    expect(originWords({ origin: 'notes', quotes: [] })).toBeNull()
  })

  it('says the time on the CPU where there was no GPU, and what was kept', () => {
    expect(workWords({ seconds: 41, kept: 3 }, 'cuda')).toBe('41 s of GPU, 3 states kept')
    expect(workWords({ seconds: 240, kept: 0 }, 'cpu')).toBe('4 min of CPU, no state kept')
    const now = new Date(2026, 10, 21, 0, 30).getTime()
    expect(workDay({ day: new Date(2026, 10, 20, 23).getTime() }, now)).toBe('Yesterday')
    expect(runWords({ kept: [], written: 5, rejected: [{ reason: 'too like an earlier one', count: 5 }], tokens: 612, seconds: 11 })).toBe('5 states written in 11 s, 612 tokens. None was kept, 5 rejected.')
  })
})

describe('the network in words', () => {
  const use: NetworkUse = { isOff: false, since: Date.now() - 46.5 * 86_400_000, requests: 0, blocked: 0, sent: 0, received: 0, addresses: [], attempts: [] }
  it('says that nothing was sent only where nothing was', () => {
    expect(networkHeading(use, false)).toBe('Nothing was sent anywhere.')
    expect(networkHeading({ ...use, requests: 2 }, false)).toBe('2 requests left this computer in 46 days.')
    expect(networkHeading({ ...use, requests: 2 }, true)).toBe('The network is off. 2 requests left this computer before.')
    expect(networkUnder({ ...use, blocked: 1 })).toContain('1 request was stopped')
  })

  it('names a download in the status line, and the switch', () => {
    const counter = { requests: 0, since: use.since }
    expect(networkLine(counter, false, [])).toBe('0 requests in 46 days')
    expect(networkLine(counter, true, [])).toBe('Network off · 0 requests in 46 days')
    expect(networkLine(counter, false, [{ ...MODEL, download: DOWNLOAD }])).toBe('1 address, for the model')
    expect(networkLine(counter, false, [{ ...MODEL, download: { ...DOWNLOAD, state: 'paused' } }])).toBe('0 requests in 46 days')
  })
})

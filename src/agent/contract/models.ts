import { z } from 'zod'

// Units: bytes, milliseconds since 1970, seconds where a name says so.

export const MODEL_KINDS = ['chat', 'embed'] as const
export type ModelKind = (typeof MODEL_KINDS)[number]

export const BACKENDS = ['cuda', 'vulkan', 'metal', 'cpu'] as const
export type BackendName = (typeof BACKENDS)[number]

/** Where a model runs: wholly on the GPU, partly, or on the processor alone. */
export const TIERS = ['gpu', 'partly', 'cpu'] as const
export type Tier = (typeof TIERS)[number]

/** One way in which llama.cpp can compute here, and in words why it is used or not. */
export type Backend = Readonly<{
  id: BackendName
  name: string
  isUsed: boolean
  isUsable: boolean
  devices: readonly string[]
  /** Of the devices; null for the processor and where nothing tells. */
  memory: Readonly<{ total: number; free: number }> | null
  reason: string
  fix: string | null
}>

export type Hardware = Readonly<{
  processor: string
  cores: number
  memory: Readonly<{ total: number; free: number }>
  /** Where downloaded models go. */
  disk: Readonly<{ path: string; free: number }>
  /** Empty until the first test has ended. */
  backends: readonly Backend[]
  testedAt: number | null
}>

/** Measured on this machine, never estimated; what a kind of model cannot do is null. */
export type Speed = Readonly<{
  tokensPerSecond: number | null
  firstTokenMs: number | null
  embeddingsPerSecond: number | null
  backend: BackendName
  layers: Readonly<{ onGpu: number; of: number }>
  at: number
}>

/** Memory that a model takes with a context of so many tokens; `by` says whether it follows from the file's header, from what the catalogue says of its layers, or only from its size. */
export type Needs = Readonly<{ bytes: number; context: number; by: 'header' | 'catalogue' | 'size' }>

export type Fit = Readonly<{ where: Tier | 'nowhere'; layers: Readonly<{ onGpu: number; of: number }> | null; text: string }>

export type Download = Readonly<{
  state: 'running' | 'paused' | 'waiting' | 'checking' | 'failed'
  done: number
  total: number
  /** Null while nothing is known of it. */
  bytesPerSecond: number | null
  /** Why it waits, was started over, or failed. */
  message: string | null
  /** When it is tried again, where it waits. */
  retryAt: number | null
}>

export type ModelView = Readonly<{
  id: string
  kind: ModelKind
  name: string
  /** `hub` is a file of the hub that the person named. */
  origin: 'built-in' | 'catalogue' | 'hub' | 'own'
  /** For which kind of machine the catalogue offers it; null for embedders and the person's own files. */
  tier: Tier | null
  /** The one that the catalogue recommends for its tier. */
  isRecommended: boolean
  /** The one of those that suits this machine best; of embedders none, because the built-in one needs nothing. */
  isForThisMachine: boolean
  repository: string | null
  revision: string | null
  file: string
  /** Where it lies; null until it is here. */
  path: string | null
  size: number
  licence: string | null
  /** Tokens that it was trained to hold; null where nothing says. */
  context: number | null
  quantisation: string | null
  isMultilingual: boolean | null
  state: 'offered' | 'downloading' | 'ready' | 'missing' | 'refused'
  /** Why it is missing or refused, and what to do. */
  problem: string | null
  /** When its SHA-256 was last compared with the one that was pinned; null where there is none to compare with. */
  verifiedAt: number | null
  needs: Needs
  fit: Fit | null
  /** Measured by our own evaluation, in words; null where none was made. */
  quality: string | null
  speed: Speed | null
  isChosen: boolean
  download: Download | null
}>

/** The model that holds memory now. */
export type Loaded = Readonly<{
  modelId: string
  state: 'loading' | 'idle' | 'working'
  backend: BackendName
  layers: Readonly<{ onGpu: number; of: number }>
  context: number
  memory: Readonly<{ ram: number; gpu: number }>
  tokensPerSecond: number | null
  /** When it is released if nothing is asked of it. */
  sleepsAt: number | null
}>

/** What the model wrote by itself during one local day, and what became of it. */
export type WritingDay = Readonly<{
  day: number
  seconds: number
  budgetSeconds: number
  written: number
  kept: number
  rejected: readonly Readonly<{ reason: string; count: number }>[]
}>

/** An OpenAI-compatible server of the person's own. */
export const serverSchema = z.strictObject({
  address: z.url({ protocol: /^https?$/, error: 'an address such as http://127.0.0.1:8080/v1 is needed' }).max(500),
  model: z.string().trim().max(200),
  key: z.string().max(500).nullable().default(null),
})

/** The server that writes in the place of a model here; its key stays in the agent. */
export type OwnServer = Readonly<{
  address: string
  model: string
  hasKey: boolean
  /** It had a key, which no backup holds: one was restored, and the key has to be given again. */
  isKeyMissing?: boolean
}>

export type Models = Readonly<{
  hardware: Hardware
  models: readonly ModelView[]
  loaded: Loaded | null
  /** What was changed by itself after a failure: fewer layers, or the processor alone. */
  fallback: string | null
  server: OwnServer | null
  /** Where downloads come from: the hub, or the mirror that the person named. */
  hub: string
  /** Today's and the days before, the latest first. */
  writing: readonly WritingDay[]
  /** Why nothing is written by itself just now; null where it may. */
  writingWaits: string | null
  /** An embedder that is being prepared while the one before goes on serving. */
  preparing: Readonly<{ modelId: string; done: number; total: number }> | null
}>

/** What came of writing when the person asked for it. */
export type WritingRun = Readonly<{
  kept: readonly Readonly<{ id: string; text: string; quotes: readonly string[] }>[]
  written: number
  rejected: readonly Readonly<{ reason: string; count: number }>[]
  tokens: number
  seconds: number
}>

export type NetworkAttempt = Readonly<{ at: number; host: string; what: string; sent: number; received: number; ms: number; outcome: string }>

/** All that went through Tacit's one door to the network. */
export type NetworkUse = Readonly<{
  isOff: boolean
  since: number
  /** Those that were let out. */
  requests: number
  /** Those that were not, because it is off. */
  blocked: number
  sent: number
  received: number
  addresses: readonly Readonly<{ host: string; what: string; requests: number; blocked: number; sent: number; received: number; lastAt: number }>[]
  /** The latest first. */
  attempts: readonly NetworkAttempt[]
}>

import type { BackendName, Models, ModelView, Speed } from '../contract/index.ts'
import { amount } from '../model/amount.ts'

const NO_MODEL = 'No model: proposals come from the library and your notes'

const BACKEND_WORDS: Readonly<Record<BackendName, string>> = { cuda: 'CUDA', vulkan: 'Vulkan', metal: 'Metal', cpu: 'CPU' }

/** What the status line says of the chat model. */
export function modelLine({ models, loaded, server }: Models): string {
  const fetched = models.find(({ download }) => download?.state === 'running' || download?.state === 'checking')
  if (fetched?.download) return fetchingLine(fetched, fetched.download)
  if (server) return `${server.model || 'A model'} on ${new URL(server.address).host}`
  const chosen = models.find(({ kind, isChosen }) => kind === 'chat' && isChosen)
  if (!chosen) return NO_MODEL
  if (chosen.state !== 'ready') return `${chosen.name}: ${chosen.state === 'missing' ? 'its file is not there' : 'its file cannot be used'}`
  const name = chosen.quantisation === null || chosen.name.includes(chosen.quantisation) ? chosen.name : `${chosen.name} ${chosen.quantisation}`
  if (loaded?.modelId !== chosen.id) return [name, ...whereOf(chosen.speed), 'asleep'].join(' · ')
  if (loaded.state === 'working') return loaded.tokensPerSecond === null ? `${name} · writing` : `${name} · writing, ${Math.round(loaded.tokensPerSecond)} a second`
  return [name, ...whereOf(loaded), loaded.state === 'loading' ? 'waking' : 'awake'].join(' · ')
}

/** Where it runs, or ran when it was measured. */
function whereOf(run: Pick<Speed, 'backend' | 'layers'> | null): readonly string[] {
  if (!run) return []
  return run.backend === 'cpu' ? [BACKEND_WORDS.cpu] : [BACKEND_WORDS[run.backend], `${run.layers.onGpu} of ${run.layers.of} layers`]
}

function fetchingLine({ name }: ModelView, { state, done, total }: NonNullable<ModelView['download']>): string {
  if (state === 'checking') return `Checking ${name}`
  const isSmall = total < 999_500_000
  return `Downloading, ${isSmall ? Math.round(done / 1e6) : (done / 1e9).toFixed(1)} of ${amount(total)}`
}

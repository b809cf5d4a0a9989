import { create } from 'zustand'
import type { DryRun, SourceUses } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { hasFolders } from '../words/dry-run.ts'
import { NO_USES } from '../words/uses.ts'
import type { Use } from '../words/uses.ts'
import { noticeFailure } from './app.ts'

type DryRunState = Readonly<{
  /** The folder or file that was asked about; null is the sample vault, undefined none. */
  path: string | null | undefined
  run: DryRun | null
  ticked: ReadonlySet<string>
  uses: SourceUses
  seed: number
  isLooking: boolean
  error: RequestError | null
  look: (path: string | null) => Promise<void>
  others: () => Promise<void>
  tick: (folder: string, isTicked: boolean) => void
  tickAll: (isTicked: boolean) => void
  allow: (use: Use, isAllowed: boolean) => void
  clear: () => void
}>

export const useDryRun = create<DryRunState>()((set, get) => {
  let turn = 0

  async function ask(path: string | null, seed: number): Promise<DryRun | null> {
    const mine = ++turn
    set({ isLooking: true, error: null, path, seed })
    try {
      const run = await client.request('sources.dryRun', { path, seed })
      return mine === turn ? run : null
    } catch (thrown) {
      if (mine === turn) set({ error: noticeFailure(thrown), run: null })
      return null
    } finally {
      if (mine === turn) set({ isLooking: false })
    }
  }

  return {
    path: undefined,
    run: null,
    ticked: new Set(),
    uses: NO_USES,
    seed: 0,
    isLooking: false,
    error: null,
    look: async (path) => {
      const run = await ask(path, 0)
      // Nothing is ticked for anyone; where there is no choice of folders, the ticks of the uses are the consent.
      if (run) set({ run, ticked: new Set(hasFolders(run) ? [] : run.folders.map((folder) => folder.path)), uses: NO_USES })
    },
    others: async () => {
      const { path, seed } = get()
      if (path === undefined) return
      const run = await ask(path, seed + 1)
      if (run) set({ run })
    },
    tick: (folder, isTicked) => {
      const ticked = new Set(get().ticked)
      if (isTicked) ticked.add(folder)
      else ticked.delete(folder)
      set({ ticked })
    },
    tickAll: (isTicked) => set(({ run }) => ({ ticked: new Set(isTicked ? run?.folders.map(({ path }) => path) : []) })),
    allow: (use, isAllowed) => set(({ uses }) => ({ uses: { ...uses, [use]: isAllowed } })),
    clear: () => set({ path: undefined, run: null, ticked: new Set(), uses: NO_USES, seed: 0, error: null }),
  }
})

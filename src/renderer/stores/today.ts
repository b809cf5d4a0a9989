import { create } from 'zustand'
import type { Answer, Card, Chip, Opened, Tray, Why } from '../../agent/contract/index.ts'
import { client } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { announcement } from '../words/opened.ts'
import { say } from './announcer.ts'
import { noticeFailure, useApp, whenRunning } from './app.ts'

type TodayState = Readonly<{
  tray: Tray | null
  /** The answer to the card in focus, its envelope open, until Next. */
  opened: Opened | null
  /** The envelope of the card in focus, where the person opened it before rating. */
  unsealed: Why | null
  isSending: boolean
  error: RequestError | null
  load: () => Promise<void>
  /** As `load`, for who comes to Today: a deck that was finished is left. */
  open: () => Promise<void>
  answer: (card: Card, answer: Answer) => Promise<void>
  next: () => Promise<void>
  undo: (undoId?: number | null) => Promise<void>
  /** Takes an earlier answer of today back, and shows its card. */
  change: (id: string, undoId: number) => Promise<void>
  /** `note`: why, in the person's own words; left as it is where it is absent. */
  reason: (opened: Opened, chips: readonly string[], note?: string | null) => Promise<void>
  /** What the person's words may be taken for; null where they could not be read for another reason, which is shown. */
  readReason: (opened: Opened, text: string) => Promise<readonly Chip[] | null>
  unseal: (card: Card) => Promise<void>
  openFive: (form: 'state' | 'pair' | 'grounded', count: number, waits?: boolean) => Promise<void>
  leaveFive: () => Promise<void>
  write: (text: string) => Promise<void>
}>

const STAYS: ReadonlySet<Answer['kind']> = new Set(['stars', 'pair', 'edit', 'hindsight'])

export const useToday = create<TodayState>()((set, get) => {
  /** Runs one act at a time; a failure is shown, with `what` did not come about, and nothing is lost. */
  async function act(what: string, action: () => Promise<Partial<TodayState>>): Promise<void> {
    if (get().isSending) return
    set({ isSending: true })
    try {
      set({ ...(await action()), error: null })
    } catch (thrown) {
      set({ error: noticeFailure(thrown).of(what) })
    } finally {
      set({ isSending: false })
    }
  }

  return {
    tray: null,
    opened: null,
    unsealed: null,
    isSending: false,
    error: null,
    load: async () => {
      try {
        set({ tray: await client.request('today.tray', {}), error: null })
      } catch (thrown) {
        set({ error: noticeFailure(thrown).of('The tray could not be read.') })
      }
    },
    open: async () => {
      await get().load()
      const { tray, opened, leaveFive } = get()
      if (tray?.mode === 'five' && tray.cards.length === 0 && !opened) await leaveFive()
    },
    answer: (card, answer) =>
      act('Your answer did not arrive.', async () => {
        const opened = await send(card, answer)
        useApp.getState().setStatus(opened.status)
        say(announcement(opened))
        if (STAYS.has(answer.kind)) return { opened, unsealed: null }
        return { opened: null, unsealed: null, tray: await client.request('today.tray', {}) }
      }),
    next: () =>
      act('The next card did not come.', async () => {
        const tray = await client.request('today.tray', {})
        if (tray.cards.length === 0) say('That is all for today.')
        return { tray, opened: null, unsealed: null }
      }),
    undo: (undoId) =>
      act('The answer was not taken back.', async () => {
        const tray = await client.request('proposals.undo', undoId ? { undoId } : {})
        useApp.getState().setStatus(await client.request('app.status', {}))
        say('Undone. The card is open again.')
        return { tray, opened: null, unsealed: null }
      }),
    change: (id, undoId) =>
      act('The answer was not taken back.', async () => {
        const undone = await client.request('proposals.undo', { undoId })
        // A deck that the card is not of hides it.
        const tray = undone.cards.some((card) => card.id === id) ? undone : await client.request('today.leaveFive', {})
        useApp.getState().setStatus(await client.request('app.status', {}))
        say('Taken back. The card is open again.')
        return { tray, opened: null, unsealed: null }
      }),
    readReason: async (opened, text) => {
      try {
        return await client.request('proposals.readReason', { id: opened.card.id, text })
      } catch (thrown) {
        set({ error: noticeFailure(thrown).of('The reason was not read.') })
        return null
      }
    },
    reason: async (opened, chips, note) => {
      try {
        const answered = await client.request('proposals.reason', { id: opened.card.id, chips: [...chips], ...(note !== undefined && { note }) })
        set(({ opened: current, tray }) => ({
          error: null,
          opened: current?.card.id === answered.card.id ? answered : current,
          tray: tray?.last?.card.id === answered.card.id ? { ...tray, last: answered } : tray,
        }))
      } catch (thrown) {
        set({ error: noticeFailure(thrown).of('The reason was not kept.') })
      }
    },
    unseal: (card) => act('The envelope was not opened.', async () => ({ unsealed: await client.request('proposals.unseal', { id: card.id }) })),
    openFive: (form, count, waits = true) =>
      act('Nothing was set out.', async () => ({ tray: await client.request('today.five', { form, count, waits }), opened: null, unsealed: null })),
    leaveFive: () => act('These were not put away.', async () => ({ tray: await client.request('today.leaveFive', {}), opened: null, unsealed: null })),
    write: (text) => act('Your state was not kept.', async () => {
        await client.request('states.write', { text })
        return { tray: await client.request('today.tray', {}), opened: null, unsealed: null }
      }),
  }
})

/** Sends an answer, and once more where the assistant stopped meanwhile. */
async function send(card: Card, answer: Answer): Promise<Opened> {
  const request = () => client.request('proposals.rate', { id: card.id, answer })
  try {
    return await request()
  } catch (thrown) {
    if (noticeFailure(thrown).code !== 'AGENT_STOPPED') throw thrown
    await whenRunning()
    return request()
  }
}

export function listenToTray(): void {
  client.on('tray', () => {
    const { opened, isSending, load } = useToday.getState()
    if (!opened && !isSending) void load()
  })
}

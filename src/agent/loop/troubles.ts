import { toAppError } from '../contract/index.ts'
import type { Notice } from '../contract/index.ts'

/** What went wrong since the agent was opened, for the window to say: the newest first, each once however often it happens. */
export type Troubles = Readonly<{ tell: (notice: Notice) => void; all: () => readonly Notice[] }>

const MOST = 20

export function openTroubles(): Troubles {
  let notices: readonly Notice[] = []
  return {
    tell: (notice) => {
      notices = [notice, ...notices.filter(({ code, cause }) => code !== notice.code || cause !== notice.cause)].slice(0, MOST)
    },
    all: () => notices,
  }
}

/** What may not be kept any more is still there. */
export function refusalNotice(source: string, thrown: unknown): Notice {
  const { code, message } = toAppError(thrown)
  return { code, cause: `What may not be kept of ${source} any more could not be forgotten: ${message}`, kept: 'It is tried again when the source is read next.', action: null }
}

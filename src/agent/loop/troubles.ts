import { toAppError } from '../contract/index.ts'
import type { AppError, Notice } from '../contract/index.ts'

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

export function restoreNotice({ code, message }: AppError): Notice {
  return { code, cause: `The backup was not put in its place: ${message}`, kept: 'All is as it was before.', action: null }
}

export function embedderNotice(cause: string): Notice {
  return { code: 'EMBEDDER_MISSING', cause, kept: 'The embedder that served before goes on; nothing is lost.', action: null }
}

export function notesNotice(error: AppError): Notice {
  return {
    code: error.code,
    cause: `The notes could not be looked through for proposals: ${error.message}`,
    kept: 'The passages are kept, and proposals come from the library meanwhile.',
    action: null,
  }
}

export function beliefNotice({ code, message }: AppError): Notice {
  return { code, cause: `The belief could not be computed anew: ${message}`, kept: 'What you said is kept and has moved the belief already; it is computed anew after your next answer.', action: null }
}

export function storeNotice(error: Error): Notice {
  return {
    code: 'STORE_BUSY',
    cause: `The store could not write: ${error.message}`,
    kept: 'What you said is in the journal and will be written at the next start.',
    action: null,
  }
}

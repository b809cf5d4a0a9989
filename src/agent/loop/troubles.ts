import { toAppError } from '../contract/index.ts'
import type { AppError, Notice } from '../contract/index.ts'

/** What can go wrong, the gravest first. */
const KINDS = ['refusal', 'store', 'restore', 'belief', 'embedder', 'model', 'notes'] as const
type Kind = (typeof KINDS)[number]

/** What went wrong and still holds, for the window to say: the gravest first, of those the newest, each once however often it happens. */
export type Troubles = Readonly<{ tell: (kind: Kind, notice: Notice) => void; over: (kind: Kind) => void; all: () => readonly Notice[] }>

const MOST = 20

/** @param onChange told of each change of what is to be said */
export function openTroubles(onChange: () => unknown): Troubles {
  let known: readonly Readonly<{ kind: Kind; notice: Notice }>[] = []
  return {
    tell: (kind, notice) => {
      const others = known.filter((each) => each.notice.code !== notice.code || each.notice.cause !== notice.cause)
      const isNew = others.length === known.length
      known = [{ kind, notice }, ...others].slice(0, MOST).toSorted((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind))
      if (isNew) onChange()
    },
    over: (kind) => {
      const rest = known.filter((each) => each.kind !== kind)
      if (rest.length === known.length) return
      known = rest
      onChange()
    },
    all: () => known.map(({ notice }) => notice),
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
    kept: 'What you said is in the journal; writing it is tried again twice a minute.',
    action: null,
  }
}

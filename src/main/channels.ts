/** The channels between main and the preload script. */
export const CHANNELS = {
  request: 'tacit:request',
  event: 'tacit:event',
  chooseFolder: 'tacit:choose-folder',
  chooseFile: 'tacit:choose-file',
  saveFile: 'tacit:save-file',
  misspelt: 'tacit:misspelt',
} as const

/** The preload script's argument that names the language by whose script words are told; absent where the system looks through texts itself. */
export const SPELLING = '--tacit-spelling='

/** Electron keeps only a rejection's message, and puts its own words before it, so outcomes travel as data. */
export type Outcome<Value> = Readonly<{ ok: true; value: Value }> | Readonly<{ ok: false; message: string }>

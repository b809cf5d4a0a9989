/** The channels between main and the preload script. */
export const CHANNELS = {
  request: 'tacit:request',
  event: 'tacit:event',
  chooseFolder: 'tacit:choose-folder',
  chooseFile: 'tacit:choose-file',
  saveFile: 'tacit:save-file',
} as const

/** Electron keeps only a rejection's message, and puts its own words before it, so outcomes travel as data. */
export type Outcome<Value> = Readonly<{ ok: true; value: Value }> | Readonly<{ ok: false; message: string }>

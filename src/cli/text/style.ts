/** How words are marked. Teal is what Tacit estimates, ochre is what the person said; everything is plain where colour is off. */
export type Style = Readonly<Record<'bold' | 'faint' | 'tacit' | 'you' | 'danger', (text: string) => string>>

const CODES = { bold: [1, 22], faint: [2, 22], tacit: [36, 39], you: [33, 39], danger: [31, 39] } as const

export const PLAIN: Style = { bold: same, faint: same, tacit: same, you: same, danger: same }

export const COLOURED: Style = {
  bold: marked(CODES.bold),
  faint: marked(CODES.faint),
  tacit: marked(CODES.tacit),
  you: marked(CODES.you),
  danger: marked(CODES.danger),
}

/** Colour is for terminals, and for those who did not ask to be spared it (no-color.org). */
export function chooseStyle(stream: Readonly<{ isTTY?: boolean }>, environment: NodeJS.ProcessEnv): Style {
  return stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb' ? COLOURED : PLAIN
}

function same(text: string): string {
  return text
}

function marked([on, off]: readonly [number, number]): (text: string) => string {
  return (text) => `\u001B[${on}m${text}\u001B[${off}m`
}

import type { Range } from '../../agent/contract/index.ts'
import type { Style } from './style.ts'

const SCALE_WIDTH = 41
const BAND_WIDTH = 31
/** Axes are drawn from −1.25 to +1.25 points. */
const BAND_REACH = 1.25

type Mark = Readonly<{ at: number; sign: string; paint: (text: string) => string }>

/** The scale from 1 to 5: the likely range as a band, Tacit's estimate as a hollow diamond, the rating as a filled circle. */
export function drawScale(sealed: Readonly<{ mean: number; likely: Range | null }>, rating: number | null, style: Style): string {
  const column = (value: number): number => Math.round(((Math.min(5, Math.max(1, value)) - 1) / 4) * (SCALE_WIDTH - 1))
  const marks: Mark[] = [{ at: column(sealed.mean), sign: '◇', paint: style.tacit }]
  if (rating !== null) marks.push({ at: column(rating), sign: '●', paint: style.you })
  const band = sealed.likely ? ([column(sealed.likely[0]), column(sealed.likely[1])] as const) : null
  return drawLine(SCALE_WIDTH, band, marks, style, (at) => (at % 10 === 0 ? '┼' : '─'))
}

/** The numbers that stand under the scale. */
export const SCALE_NUMBERS = [1, 2, 3, 4, 5].join(' '.repeat(9))

/** An axis between its poles: zero as a tick, the likely range as a band, the estimate as a diamond. */
export function drawBand({ mean, low, high }: Readonly<{ mean: number; low: number; high: number }>, style: Style): string {
  const column = (value: number): number => Math.round(((Math.min(BAND_REACH, Math.max(-BAND_REACH, value)) + BAND_REACH) / (2 * BAND_REACH)) * (BAND_WIDTH - 1))
  return drawLine(BAND_WIDTH, [column(low), column(high)], [{ at: column(mean), sign: '◇', paint: style.tacit }], style, (at) => (at === (BAND_WIDTH - 1) / 2 ? '┼' : '─'))
}

function drawLine(width: number, band: Range | null, marks: readonly Mark[], style: Style, ground: (at: number) => string): string {
  const parts: { text: string; paint: Mark['paint'] }[] = []
  for (let at = 0; at < width; at++) {
    const isBand = band !== null && at >= band[0] && at <= band[1]
    const { sign, paint } = marks.findLast((mark) => mark.at === at) ?? (isBand ? { sign: ground(at) === '┼' ? '┿' : '━', paint: style.tacit } : { sign: ground(at), paint: style.faint })
    const last = parts.at(-1)
    if (last?.paint === paint) last.text += sign
    else parts.push({ text: sign, paint })
  }
  return parts.map(({ text, paint }) => paint(text)).join('')
}

import type { AxisTruth, Checkpoint, DemoResult } from '../demo/run.ts'
import { columns, paragraphs, signed } from './lines.ts'
import type { Style } from './style.ts'

const HEAD = ['ratings', 'right way', 'sure', 'sure and right', 'error', 'of the average', 'worth of its picks', 'of random ones'] as const
const WIDTHS = HEAD.map((head) => head.length)

export const DEMO_HEAD = `  ${HEAD.join('  ')}`

/** One line of the table, as soon as it is known. */
export function checkpointLine({ ratings, rightSign, planted, sure, sureRight, error, baseError, worth, worthOfRandom }: Checkpoint): string {
  const cells = [ratings, `${rightSign} of ${planted}`, sure, `${sureRight} of ${sure}`, error?.toFixed(2) ?? '–', baseError?.toFixed(2) ?? '–', worth?.toFixed(2) ?? '–', worthOfRandom.toFixed(2)]
  return `  ${cells.map((cell, index) => String(cell).padStart(WIDTHS[index]!)).join('  ')}`
}

export function demoText({ axes, ratings, grounded }: DemoResult, style: Style): string {
  const planted = [...axes].filter((axis) => axis.planted !== 0).sort((a, b) => Math.abs(b.planted) - Math.abs(a.planted))
  return paragraphs(
    `What was planted, and what is believed after ${ratings} ratings (${grounded} of the cards answered the sample notes)\n${columns(planted.map(truthCells), [1, 2])}`,
    style.faint('Worth and error are in points of five. Likely, and sure, mean four times in five.'),
  )
}

function truthCells({ left, right, planted, believed, low, high, isSure }: AxisTruth): string[] {
  return [`${left} ↔ ${right}`, signed(planted), signed(believed), `likely ${signed(low)} to ${signed(high)}`, isSure ? (Math.sign(planted) === Math.sign(believed) ? 'sure, right' : 'sure, wrong') : 'not sure']
}

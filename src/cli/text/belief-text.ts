import type { AxisView, Skill, You } from '../../agent/contract/index.ts'
import { drawBand } from './drawn.ts'
import { block, columns, counted, paragraphs, signed } from './lines.ts'
import type { Style } from './style.ts'

/** What Tacit believes: the sure axes first, each with its band. */
export function beliefText(you: You, style: Style, width: number): string {
  const sure = sorted(you.axes.filter(({ isSure }) => isSure))
  const unsure = sorted(you.axes.filter(({ isSure }) => !isSure))
  return paragraphs(
    style.bold(block(you.lede, width, 0)),
    sure.length > 0 && `Sure of the direction\n${axisLines(sure, style)}`,
    unsure.length > 0 && `Not sure yet\n${axisLines(unsure, style)}`,
    style.faint(`${counted(you.rows, 'row')} of evidence. In points of five from pole to pole; likely is four times in five.`),
  )
}

function sorted(axes: readonly AxisView[]): AxisView[] {
  return [...axes].sort((a, b) => Math.abs(b.mean) / (b.high - b.low) - Math.abs(a.mean) / (a.high - a.low))
}

function axisLines(axes: readonly AxisView[], style: Style): string {
  const left = Math.max(...axes.map((axis) => axis.left.length))
  const right = Math.max(...axes.map((axis) => axis.right.length))
  return axes
    .map((axis) => {
      const leans = axis.isSure ? Math.sign(axis.mean) : 0
      const poles = [axis.left.padStart(left), axis.right.padEnd(right)] as const
      return [
        `  ${leans < 0 ? style.bold(poles[0]) : poles[0]}`,
        drawBand(axis, style),
        leans > 0 ? style.bold(poles[1]) : poles[1],
        style.tacit(signed(axis.mean)),
        style.faint(`${signed(axis.low)} to ${signed(axis.high)}  ${counted(axis.rows, 'row')}${axis.locked ? ', locked' : ''}`),
      ].join('  ')
    })
    .join('\n')
}

/** How well the sealed predictions held, on this person's own ratings. */
export function skillText(skill: Skill, style: Style, width: number): string {
  const { ratings, opened, held, odds, logLoss, baseLogLoss, anchors, topics, calibration } = skill
  if (opened === 0) {
    return paragraphs(style.bold('Nothing to check yet: 0 sealed predictions opened.'), block(`${counted(ratings, 'rating')} so far. Each further rating of a proposal opens one.`, width, 0))
  }
  return paragraphs(
    style.bold(block(`Its four-in-five ranges held your rating ${counted(held, 'time')} in ${opened}.${opened < 20 ? ' Too few to judge.' : ''}`, width, 0)),
    columns(
      [
        ['odds against your own base rate', `${odds < 10 ? odds.toPrecision(2) : Math.round(odds).toLocaleString('en')} to 1`, odds >= 20 ? 'knows you' : 'above 20 would be strong evidence'],
        ['log loss', logLoss?.toFixed(2) ?? '–', baseLogLoss === null ? '' : `${baseLogLoss.toFixed(2)} for your base rate`],
        ['on items drawn at random', `${anchors.held} in ${anchors.opened}`, 'ranges that held'],
      ],
      [1],
    ),
    calibration.some(({ n }) => n > 0) &&
      `When it sealed this chance of a 4 or 5 (of the first of a pair, of “glad”), it came true\n${columns(
        calibration.filter(({ n }) => n > 0).map(({ said, came, n }) => [`${Math.round(said * 100)} in 100`, `${came} in ${n}`]),
        [0, 1],
      )}`,
    topics.length > 0 && `By topic\n${columns(topics.map(({ topic, n, odds: one }) => [topic, counted(n, 'rating'), `${one.toPrecision(2)} to 1`]), [1, 2])}`,
  )
}

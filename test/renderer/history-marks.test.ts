import { describe, expect, it } from 'vitest'
import { marksOf } from '../../src/renderer/features/you/history-marks.ts'

const DAY = 86_400_000
const history = [1, 5, 9, 10].map((day) => ({ at: day * DAY, mean: day / 10, low: 0, high: 1 }))
const row = (rowId: number, day: number) => ({ rowId, at: day * DAY - 1000, label: `row ${rowId}`, said: 'rated 5', effect: 1 / rowId })
const scales = { x: (at: number) => (at / DAY) * 20, y: (value: number) => 100 - 100 * value }

describe('marks on the history of an axis', () => {
  it('stand on the point of their row’s day, the strongest rows first and three at most', () => {
    const marks = marksOf([row(1, 5), row(2, 1), row(3, 9), row(4, 5)], history, scales)
    expect(marks.map(({ row, x, y }) => [row.rowId, x, Math.round(y)])).toEqual([[1, 100, 50], [2, 20, 90], [3, 180, 10]])
  })

  it('keep apart, so that each can be pressed', () => {
    expect(marksOf([row(1, 9), row(2, 10), row(3, 5)], history, scales).map(({ row }) => row.rowId)).toEqual([1, 3])
  })

  it('are none for rows from before the history', () => {
    expect(marksOf([row(1, -3)], history, scales)).toEqual([])
  })
})

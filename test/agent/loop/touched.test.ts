import { describe, expect, it } from 'vitest'
import type { Axis } from '../../../src/agent/contract/index.ts'
import type { Wanted } from '../../../src/agent/loop/deciding.ts'
import type { Proposal } from '../../../src/agent/loop/proposals.ts'
import { openTouched } from '../../../src/agent/loop/touched.ts'
import type { Asked } from '../../../src/agent/model/decisions/questions.ts'
import type { Store } from '../../../src/agent/store/types.ts'

const axis = (id: string, left: string, right: string): Axis => ({ id, left, right, kind: 'taste', leftAnchors: [left], rightAnchors: [right] })
const AXES = [axis('length', 'short', 'long'), axis('company', 'solitary', 'social'), axis('place', 'at home', 'away')]
const edit = { id: 'e', status: 'answered', data: { item: { text: 'A long walk with friends.', axes: {} }, answer: { kind: 'edit', text: 'A short walk.' }, answeredAt: 1, chipRows: { 'length:-1': 7 } } } as unknown as Proposal
const rated = { status: 'answered', data: { item: { text: 'A walk.', axes: {} }, answer: { kind: 'stars', rating: 4 }, answeredAt: 2, chipRows: {} } } as unknown as Proposal
const store = { proposals: { all: () => [edit, rated] } } as unknown as Store

function open(answers: (asked: Asked) => Record<string, number> | null) {
  let wanted: readonly Wanted[] = []
  const touched = openTouched({ store, axes: AXES, deciding: { of: answers, want: (_by, all) => (wanted = all) } })
  return { touched, asked: () => wanted.map(({ asked }) => asked.name), wanted: () => wanted }
}

describe('what an edit touched', () => {
  it('is asked of edits alone: first which axis, then which way', () => {
    const unknown = open(() => null)
    unknown.touched.want()
    expect(unknown.asked()).toEqual(['axis'])
    const half = open((asked) => (asked.name === 'axis' ? { length: 0.6, company: 0.3, place: 0.1 } : null))
    half.touched.want()
    expect(half.asked()).toEqual(['axis', 'direction', 'direction'])
    expect(half.touched.chips(edit)).toEqual([])
    expect(half.wanted().map(({ proposalIds }) => proposalIds)).toEqual([['e'], ['e'], ['e']])
  })

  it('is offered as a reason toward the pole that it went to, never chosen by itself', () => {
    const { touched } = open((asked) => (asked.name === 'axis' ? { length: 0.6, company: 0.3, place: 0.1 } : asked.name === 'direction' && asked.axis.id === 'length' ? { left: 0.9, right: 0.1 } : { left: 0.55, right: 0.45 }))
    expect(touched.chips(edit)).toEqual([{ id: 'length:-1', axisId: 'length', sign: -1, label: 'short', chosen: true }])
    expect(touched.chips({ ...edit, data: { ...edit.data, chipRows: {} } })[0]).toMatchObject({ chosen: false })
    expect(touched.chips(rated)).toEqual([])
  })

  it('is nothing where no model is listened to', () => {
    const { touched } = open(() => null)
    expect(touched.chips(edit)).toEqual([])
  })
})

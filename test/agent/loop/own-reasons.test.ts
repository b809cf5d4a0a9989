import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Axis } from '../../../src/agent/contract/index.ts'
import { openOwnReasons, ownChipOf } from '../../../src/agent/loop/own-reasons.ts'
import type { OwnReasons } from '../../../src/agent/loop/own-reasons.ts'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import type { Embedder } from '../../../src/agent/model/embedder.ts'
import { resource } from '../../../src/agent/paths.ts'
import { loadAxes } from '../../../src/agent/propose/library.ts'

let embedder: Embedder
let axes: readonly Axis[]
let reasons: OwnReasons
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
  axes = await loadAxes(resource('axes.json'))
  reasons = openOwnReasons({ axes, embedder })
})
afterAll(() => embedder[Symbol.asyncDispose]())

const labels = async (text: string, liking: -1 | 0 | 1): Promise<readonly string[]> => (await reasons.read(text, liking)).map(({ label }) => label)

describe('a reason in the person’s own words', () => {
  it.each([
    ['too late in the evening', -1, 'evening, less'],
    ['too late in the evening', 1, 'evening, less'],
    ['nobody else is up', 1, 'solitary, more'],
    ['too many people', -1, 'social, less'],
    ['no screens', 1, 'on a screen, less'],
    ['not fixed beforehand', 1, 'left open, more'],
    ['it costs nothing', 1, 'thrift, more'],
    ['pointless', -1, 'for its own sake, less'],
    ['not enough quiet', -1, 'quiet, more'],
  ] as const)('“%s” after a liking of %i is read as “%s”', async (text, liking, label) => {
    expect(await labels(text, liking)).toEqual([label])
  })

  it('is offered both ways where neither the words nor the answer say which', async () => {
    expect(await labels('mornings', 0)).toEqual(['morning, more', 'morning, less'])
  })

  it('is read as two poles at most, and by its sense where it names none', async () => {
    expect(await labels('alone in the early morning with a pencil', 1)).toHaveLength(2)
    expect(await labels('I would have to drive for it to another town', -1)).toEqual(['away, less'])
  })

  it.each(['because of Anna', 'hmm', 'my knee', 'asdf', '!?', 'the dog'])('“%s” is not read', async (text) => {
    expect(await labels(text, 1)).toEqual([])
  })

  it('is a chip that its id alone tells, and no other id does', async () => {
    const [chip] = await reasons.read('too late in the evening', -1)
    expect(ownChipOf(axes, chip!.id)).toEqual(chip)
    for (const id of ['daytime:1', 'own:nothing:left:more', 'own:daytime:middle:more', 'own:daytime:left:most', '']) expect(ownChipOf(axes, id)).toBeUndefined()
  })
})

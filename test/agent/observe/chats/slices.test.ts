import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sliceJson } from '../../../../src/agent/observe/chats/slices.ts'
import type { Slice } from '../../../../src/agent/observe/chats/slices.ts'

const MB = 1024 * 1024

async function slices(bytes: Buffer | string, size = 64 * 1024, maxBytes = 64 * MB): Promise<readonly Slice[]> {
  const whole = Buffer.from(bytes)
  const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) => whole.subarray(index * size, (index + 1) * size))
  const found: Slice[] = []
  for await (const slice of sliceJson(chunks, { maxBytes })) found.push(slice)
  return found
}

const values = (found: readonly Slice[]): readonly unknown[] => found.flatMap((slice) => (slice.kind === 'value' ? [slice.value] : []))
const problems = (found: readonly Slice[]): readonly string[] => found.flatMap((slice) => (slice.kind === 'problem' ? [slice.reason] : []))
const entry = fc.record({ id: fc.string({ unit: 'grapheme' }), inner: fc.jsonValue({ maxDepth: 4 }) })

describe('slicing JSON', () => {
  it('gives the elements of any array, however the bytes are cut and spaced', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry), fc.integer({ min: 1, max: 40 }), fc.constantFrom(undefined, 2, '\t'), async (entries, size, space) => {
        const found = await slices(JSON.stringify(entries, null, space), size)
        expect(values(found)).toEqual(JSON.parse(JSON.stringify(entries)))
        expect(problems(found)).toEqual([])
      }),
    )
  })

  it('gives the values of lines, and the elements that are wrapped in an object with other fields', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1 }), fc.integer({ min: 1, max: 40 }), fc.constantFrom('conversations', 'loglines'), async (entries, size, key) => {
        const plain = JSON.parse(JSON.stringify(entries)) as unknown[]
        expect(values(await slices(entries.map((each) => JSON.stringify(each)).join('\n'), size))).toEqual(plain)
        const wrapped = JSON.stringify({ version: 'a "quoted" {brace}', [key]: entries, after: { more: [1] } })
        expect(values(await slices(wrapped, size))).toEqual(plain)
      }),
    )
  })

  it('gives, of an export that is cut short anywhere, exactly the entries that were whole', async () => {
    const entries = [{ id: 'a', text: 'one "quoted" \\ [' }, { id: 'b', inner: { id: 'x', list: [1, { id: 'y' }] } }, { id: 'c', text: 'näher 😀' }]
    const whole = Buffer.from(JSON.stringify(entries))
    const ends = entries.map((_, index) => Buffer.byteLength(JSON.stringify(entries.slice(0, index + 1))) - 1)
    for (let length = 0; length <= whole.length; length += 1) {
      const found = await slices(whole.subarray(0, length), 7)
      const complete = entries.filter((_, index) => ends[index]! <= length)
      expect(values(found).slice(0, complete.length)).toEqual(complete)
      const isInside = length > 1 && length < whole.length - 1 && !ends.includes(length) && !ends.some((end) => length === end + 1)
      if (isInside) expect(problems(found)).toContain('cut short')
    }
  })

  it.each([
    ['a bracket that does not match', '{"id":"b","list":[1,2}'],
    ['a word that is no JSON', '{"id":"b","list":tru}'],
    ['a text that never ends, on a line of its own', '{"id":"b","text":"never\n"}'],
    ['a bracket that is missing', '{"id":"b","inner":{"x":1}'],
    ['a quotation mark that is missing', '{"id":"b","text:"oh"}'],
  ])('loses only the entry that has %s', async (_name, damaged) => {
    for (const size of [1, 5, 1000]) {
      const found = await slices(`[{"id":"a"},${damaged},{"id":"c","text":"still here"},{"id":"d"}]`, size)
      expect(values(found)).toEqual(expect.arrayContaining([{ id: 'a' }, { id: 'c', text: 'still here' }, { id: 'd' }]))
      expect(problems(found)[0]).toBeDefined()
    }
  })

  it('loses only the line that is damaged', async () => {
    const found = await slices('{"id":"a"}\n{"id":"b","text":"never\n{"id":"c","list":[1\n{"id":"d"}\n{"id":"e"}\n', 9)
    expect(values(found)).toEqual(expect.arrayContaining([{ id: 'a' }, { id: 'd' }, { id: 'e' }]))
  })

  it('leaves out a value that is too large and one that is nested too deeply, and reads on', async () => {
    const large = JSON.stringify({ id: 'large', text: 'x'.repeat(5000) })
    const deep = `{"id":"deep","x":${'['.repeat(2000)}${']'.repeat(2000)}}`
    const found = await slices(`[{"id":"a"},${large},{"id":"b"},${deep},{"id":"c"}]`, 100, 4900)
    expect(values(found)).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }])
    expect(problems(found)).toEqual(['too large', 'too deep'])
  })

  it('parses what is 200 levels deep', async () => {
    const deep = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`
    expect(values(await slices(`[${deep},{"id":"b"}]`, 64))).toEqual([JSON.parse(deep), { id: 'b' }])
  })

  it('ends whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '\n', '{"id":', '"conversations":', 'x', '1'), { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (parts, size) => {
        await slices(parts.join(''), size)
      }),
      { numRuns: 500 },
    )
  })

  it('says where bytes were no UTF-8', async () => {
    const found = await slices(Buffer.concat([Buffer.from('[{"id":"a'), Buffer.from([0xff]), Buffer.from('"},{"id":"b"}]')]))
    expect(found).toEqual([expect.objectContaining({ value: { id: 'a\uFFFD' }, isUtf8: false }), expect.objectContaining({ value: { id: 'b' }, isUtf8: true })])
  })
})

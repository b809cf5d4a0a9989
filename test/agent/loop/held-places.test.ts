import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetHeldPlaces, openHeldBooks, openHeldPlaces } from '../../../src/agent/loop/held-places.ts'
import { PLACES_LISTED } from '../../../src/agent/loop/withheld.ts'

const NOTHING = { id: 'source', withheld: [], secrets: [] }
let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-held-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

describe('the places of what is withheld', () => {
  it('are all kept in the home, and the first of each reason go with the source, with the true count', async () => {
    const book = await openHeldPlaces(home, NOTHING)
    for (let file = 0; file < 5000; file += 1) book.withheld.hold('code', `c-${file}`, 3)
    book.secrets.hold('a key', 'c-1', 7)
    await book.save()
    const [code] = book.withheld.summary()
    expect([code!.count, code!.places.length, code!.places[0]]).toEqual([5000, PLACES_LISTED, 'c-0:3'])

    const again = await openHeldPlaces(home, { id: 'source', withheld: [code!], secrets: book.secrets.summary() })
    expect(again.isWhole).toBe(true)
    expect(again.withheld.before('c-4999')).toEqual([['code', 3]])
    again.withheld.keepOthers(new Set(['c-0']))
    again.secrets.keep('c-1')
    expect(again.withheld.summary()[0]!.count).toBe(4999)
    expect(again.secrets.summary()).toEqual([{ reason: 'a key', count: 1, places: ['c-1:7'] }])
  })

  it('are written again only where they are others than before', async () => {
    const apart = join(home, 'apart')
    const first = await openHeldPlaces(apart, NOTHING)
    first.withheld.hold('code', 'a.md', 3)
    first.withheld.hold('empty', 'b.md')
    await first.save()
    const file = join(apart, 'withheld', (await readdir(join(apart, 'withheld')))[0]!)
    // Another file each time that it is written.
    const written = async (): Promise<number> => (await stat(file)).ino
    const once = await written()

    const same = await openHeldPlaces(apart, NOTHING)
    for (const name of ['b.md', 'a.md']) same.withheld.keep(name)
    await same.save()
    expect(await written()).toBe(once)

    const moved = await openHeldPlaces(apart, NOTHING)
    moved.withheld.keep('b.md')
    moved.withheld.hold('code', 'a.md', 4)
    await moved.save()
    expect((await openHeldPlaces(apart, NOTHING)).withheld.before('a.md')).toEqual([['code', 4]])

    const fewer = await openHeldPlaces(apart, NOTHING)
    fewer.withheld.keep('a.md')
    await fewer.save()
    expect((await openHeldPlaces(apart, NOTHING)).withheld.before('b.md')).toEqual([])
  })

  it('are kept in memory while their file is as it was, and what a reading adds is not taken for what was there before', async () => {
    const apart = join(home, 'in memory')
    const books = openHeldBooks(apart)
    const first = await books.of(NOTHING)
    first.withheld.hold('code', 'a.md', 3)
    first.withheld.hold('empty', 'b.md')
    await first.save()

    const unsaved = await books.of(NOTHING)
    unsaved.withheld.keepOthers(new Set())
    unsaved.withheld.hold('code', 'a.md', 9)
    const again = await books.of(NOTHING)
    expect([again.isWhole, again.withheld.before('a.md')]).toEqual([true, [['code', 3]]])

    // As the handler of exclusions does, which knows nothing of this memory.
    const elsewhere = await openHeldPlaces(apart, NOTHING)
    elsewhere.withheld.keep('b.md')
    await elsewhere.save()
    const fresh = await books.of(NOTHING)
    expect([fresh.withheld.before('a.md'), fresh.withheld.before('b.md')]).toEqual([[], [['empty', 0]]])

    await books.forget(NOTHING.id)
    expect((await books.of(NOTHING)).withheld.before('b.md')).toEqual([])
  })

  it('are known not to be whole where the file is gone, and whole where the source lists every one', async () => {
    const listed = { reason: 'code', count: 1, places: ['a:b.md:12'] }
    const whole = await openHeldPlaces(home, { ...NOTHING, id: 'other', withheld: [listed] })
    expect([whole.isWhole, whole.withheld.before('a:b.md')]).toEqual([true, [['code', 12]]])
    expect((await openHeldPlaces(home, { ...NOTHING, id: 'other', withheld: [{ ...listed, count: 300 }] })).isWhole).toBe(false)
  })

  it('are forgotten with their source', async () => {
    await forgetHeldPlaces(home, 'source')
    expect(await readdir(join(home, 'withheld'))).toEqual([])
  })
})

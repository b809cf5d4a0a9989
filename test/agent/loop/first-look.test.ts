import { describe, expect, it } from 'vitest'
import { openFirstLook } from '../../../src/agent/loop/first-look.ts'

const LONG_MS = 3_600_000

async function isDone({ done }: Readonly<{ done: Promise<void> }>): Promise<boolean> {
  return Promise.race([done.then(() => true), new Promise<false>((resolve) => setImmediate(resolve, false))])
}

describe('the first look of a start', () => {
  it('is over once it is over for every source', async () => {
    const look = openFirstLook(['notes', 'chats'], LONG_MS)
    look.over('notes')
    look.over('notes')
    expect(await isDone(look)).toBe(false)
    look.over('chats')
    expect(await isDone(look)).toBe(true)
  })

  it('is over at once where there is no source', async () => {
    expect(await isDone(openFirstLook([], LONG_MS))).toBe(true)
  })

  it('holds up nobody for ever where a source does not answer', async () => {
    const look = openFirstLook(['away'], 1)
    await look.done
    look.over('away')
    expect(await isDone(look)).toBe(true)
  })
})

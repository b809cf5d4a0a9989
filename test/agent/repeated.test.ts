import { describe, expect, it } from 'vitest'
import { openRepeated } from '../../src/agent/repeated.ts'

describe('what is done again', () => {
  it('tells of a failure whoever asked for the run, and not who only waits until nothing runs', async () => {
    const runs: number[] = []
    const repeated = openRepeated(async () => {
      runs.push(runs.length)
      await Promise.resolve()
      if (runs.length === 1) throw new Error('the first run fails')
    })
    const first = repeated.again()
    const [second, third] = [repeated.again(), repeated.again()]
    const settled = repeated.settled()
    await expect(first).rejects.toThrow('the first run fails')
    await Promise.all([second, third, settled])
    expect(runs).toEqual([0, 1])
  })
})

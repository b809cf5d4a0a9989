import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { openSieve } from '../../../src/agent/loop/sieve.ts'

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

it('misses no id that was added, whatever ids are', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.string().map(idOf))), (ids) => {
    const sieve = openSieve()
    for (const id of ids) sieve.add(id)
    return ids.every(sieve.mayHold)
  }))
})

it('lets few ids pass that were not added, also among hundreds of thousands', () => {
  const sieve = openSieve()
  for (let number = 0; number < 300_000; number += 1) sieve.add(idOf(`kept ${number}`))
  const wrong = Array.from({ length: 20_000 }, (_, number) => idOf(`new ${number}`)).filter(sieve.mayHold)
  expect(wrong.length).toBeLessThan(20)
})

import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { coordinates } from '../../../src/agent/game/features.ts'
import { score } from '../../../src/agent/game/predict.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import { handOver, takeOver } from '../../../src/agent/loop/handed.ts'
import type { Handed } from '../../../src/agent/loop/handed.ts'
import { makeItems, makePerson, prior, ratedBy } from '../game/people.ts'

const rows = ratedBy(makePerson(1), makeItems(2, 30))
const pool = makeItems(3, 40)
const vectors = pool.map(({ vector }) => vector)

/** As it arrives from another thread. */
function sent(handed: Handed): Handed {
  const { port1, port2 } = new MessageChannel()
  port1.postMessage(handed)
  const { message } = receiveMessageOnPort(port2)!
  port1.close()
  return message as Handed
}

describe('a refit of another thread', () => {
  it('tells where the texts lie as they would be found here, without a copy', () => {
    const there = refit(rows, 0, prior)
    const handed = handOver(there, { rows, pool: vectors })
    const arrived = sent(handed)
    expect(arrived.coordinates.buffer).toBeInstanceOf(SharedArrayBuffer)
    const belief = takeOver(arrived, { rows, pool: vectors })
    const told = coordinates(prior, belief.basis, vectors[7]!)
    expect(told.buffer).toBe(arrived.coordinates.buffer)
    const anew = coordinates(prior, belief.basis, vectors[7]!.slice())
    expect(Math.max(...anew.map((value, i) => Math.abs(value - told[i]!)))).toBeLessThan(1e-12)
    expect([...score(belief, pool).mean]).toEqual([...score(there, pool).mean])
    expect([...score(belief, pool).variance]).toEqual([...score(there, pool).variance])
  })

  it('brings the belief alone where no text is to be scored', () => {
    const handed = handOver(refit(rows, 0, prior), { rows })
    expect(handed.coordinates.length).toBe(0)
    expect(score(takeOver(sent(handed), { rows }), pool).mean.every(Number.isFinite)).toBe(true)
  })
})

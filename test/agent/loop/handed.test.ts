import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { coordinates } from '../../../src/agent/game/features.ts'
import { score } from '../../../src/agent/game/predict.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import { handOver, openReceiving, openSending, takeOver } from '../../../src/agent/loop/handed.ts'
import { bytesOf, makeItems, makePerson, prior, ratedBy } from '../game/people.ts'

const rows = ratedBy(makePerson(1), makeItems(2, 30))
const pool = makeItems(3, 40)
const vectors = pool.map(({ vector }) => vector)

/** As it arrives from another thread. */
function sent<Value>(value: Value): Value {
  const { port1, port2 } = new MessageChannel()
  port1.postMessage(value)
  const { message } = receiveMessageOnPort(port2)!
  port1.close()
  return message as Value
}

describe('a refit of another thread', () => {
  it('tells where the texts lie as they would be found here, without a copy', async () => {
    const there = refit(rows, 0, prior)
    const handed = handOver(there, { rows, pool: vectors })
    const arrived = sent(handed)
    expect(arrived.coordinates.buffer).toBeInstanceOf(SharedArrayBuffer)
    const belief = await takeOver(arrived, { rows, pool: vectors })
    const told = coordinates(prior, belief.basis, vectors[7]!)
    expect(told.buffer).toBe(arrived.coordinates.buffer)
    const anew = coordinates(prior, belief.basis, vectors[7]!.slice())
    expect(Math.max(...anew.map((value, i) => Math.abs(value - told[i]!)))).toBeLessThan(1e-12)
    expect([...score(belief, pool).mean]).toEqual([...score(there, pool).mean])
    expect([...score(belief, pool).variance]).toEqual([...score(there, pool).variance])
  })

  it('brings the belief alone where no text is to be scored', async () => {
    const handed = handOver(refit(rows, 0, prior), { rows })
    expect(handed.coordinates.length).toBe(0)
    expect(score(await takeOver(sent(handed), { rows }), pool).mean.every(Number.isFinite)).toBe(true)
  })
})

describe('rows on their way to another thread', () => {
  /** The same texts again, as one who is asked twice says. */
  const again = ratedBy(makePerson(4), rows.slice(0, 12).flatMap((row) => (row.channel === 'stars' ? [row.item] : [])), 100)
  const all = [...rows, ...again]

  it('give the belief that all of them would give at once, byte for byte, however they came, grew and were forgotten', () => {
    const [send, receive] = [openSending(), openReceiving()]
    const ledgers = [all.slice(0, 9), all.slice(0, 10), all, all.filter(({ id }) => id !== 3 && id !== 104), [], all.slice(5), all.map((row) => ({ ...row })), all.slice(0, 2)]
    for (const [turn, ledger] of ledgers.entries()) {
      const there = receive(sent(send(ledger, turn === 0)))
      expect(there).toEqual(ledger)
      expect(bytesOf(refit(there, 0, prior))).toBe(bytesOf(refit(ledger, 0, prior)))
    }
  })

  it('are only those that are not there yet', () => {
    const send = openSending()
    expect(send(all, true)).toEqual({ kept: 0, rows: all })
    expect(send([...all, ...ratedBy(makePerson(5), makeItems(6, 2), 200)], false).rows).toHaveLength(2)
    expect(send(all.slice(1), false)).toEqual({ kept: 0, rows: all.slice(1) })
    expect(send(all.slice(1), true)).toEqual({ kept: 0, rows: all.slice(1) })
  })

  it('are missed aloud by a thread that began anew', () => {
    expect(() => openReceiving()({ kept: 2, rows: [] })).toThrow('The thread has 0 rows of the ledger, and 2 were taken to be there.')
  })
})

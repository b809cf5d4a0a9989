import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../src/agent/contract/errors.ts'
import { openTurns } from '../../../../src/agent/model/runtime/turns.ts'

/** A work that ends when it is told to, or lets go as soon as it is cancelled. */
function openWork() {
  let end: (() => void) | null = null
  let starts = 0
  const work = (signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => {
      starts += 1
      end = () => resolve('done')
      signal.addEventListener('abort', () => reject(new AppError('CANCELLED', 'Cancelled.')), { once: true })
    })
  return { work, end: () => end?.(), starts: () => starts }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('turns', () => {
  test('does one work at a time, the person’s before what waits in the background', async () => {
    const turns = openTurns()
    const order: string[] = []
    const first = openWork()
    const one = turns.take('person', first.work)
    const rest = (['background', 'person', 'background'] as const).map((priority, at) => turns.take(priority, async () => void order.push(`${priority} ${at}`)))
    await turn()
    expect(order).toEqual([])
    first.end()
    await Promise.all([one, ...rest])
    expect(order).toEqual(['person 1', 'background 0', 'background 2'])
  })

  test('stops a background work for the person, and does it again from its start', async () => {
    const turns = openTurns()
    const background = openWork()
    const slow = turns.take('background', background.work)
    expect(await turns.take('person', async () => 'at once')).toBe('at once')
    await turn()
    expect(background.starts()).toBe(2)
    background.end()
    expect(await slow).toBe('done')
  })

  test('tells a work that it is dropped only when it will not be done again', async () => {
    const turns = openTurns()
    const seen: string[] = []
    const work = (signal: AbortSignal, dropped: AbortSignal): Promise<never> => {
      dropped.addEventListener('abort', () => seen.push('dropped'))
      return new Promise((_, reject) => signal.addEventListener('abort', () => {
        seen.push(dropped.aborted ? 'cancelled' : 'overtaken')
        reject(new AppError('CANCELLED', 'Cancelled.'))
      }))
    }
    const slow = turns.take('background', work)
    await turns.take('person', async () => undefined)
    await turn()
    expect(seen).toEqual(['overtaken'])
    const ended = expect(slow).rejects.toMatchObject({ code: 'CANCELLED' })
    await turns.cancel('Tacit is closing.')
    await ended
    expect(seen.toSorted()).toEqual(['cancelled', 'dropped', 'overtaken'])
  })

  test('does not let one person’s work overtake another', async () => {
    const turns = openTurns()
    const first = openWork()
    const one = turns.take('person', first.work)
    const two = turns.take('person', async () => 'second')
    await turn()
    expect(first.starts()).toBe(1)
    first.end()
    expect(await Promise.all([one, two])).toEqual(['done', 'second'])
  })

  test('tells a failure that came while it was overtaken, instead of doing it again', async () => {
    const turns = openTurns()
    const failing = turns.take('background', (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new AppError('MODEL_FAILED', 'It crashed.')))))
    const person = turns.take('person', async () => 'done')
    await expect(failing).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    expect(await person).toBe('done')
  })

  test('rejects what is cancelled while it waits, and never starts it', async () => {
    const turns = openTurns()
    const first = openWork()
    const one = turns.take('person', first.work)
    const second = openWork()
    const controller = new AbortController()
    const two = turns.take('person', second.work, controller.signal)
    controller.abort()
    await expect(two).rejects.toMatchObject({ code: 'CANCELLED' })
    first.end()
    await one
    await turn()
    expect(second.starts()).toBe(0)
  })

  test('cancels all that waits and all that is under way, and takes new work after it', async () => {
    const turns = openTurns()
    const first = openWork()
    const works = [turns.take('background', first.work), turns.take('background', openWork().work), turns.take('person', openWork().work)]
    const rejected = Promise.allSettled(works)
    await turns.cancel('The model was unloaded.')
    expect((await rejected).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(turns.isBusy()).toBe(false)
    expect(await turns.take('background', async () => 'later')).toBe('later')
  })
})

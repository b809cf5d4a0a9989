import { describe, expect, it } from 'vitest'
import { AppError, clientOf, openExchange } from '../../../src/agent/contract/index.ts'
import type { Request } from '../../../src/agent/contract/index.ts'

describe('an exchange', () => {
  it('gives each request its own answer, in whatever order they come', async () => {
    const posted: Request[] = []
    const line = openExchange((request) => void posted.push(request))
    const first = line.send('a', 1)
    const second = line.send('b', 2)
    expect(posted.map(({ route, input }) => [route, input])).toEqual([['a', 1], ['b', 2]])
    line.receive({ id: posted[1]!.id, ok: true, data: 'second' })
    line.receive({ id: posted[0]!.id, ok: true, data: 'first' })
    expect((await first).ok && (await first)).toMatchObject({ data: 'first' })
    expect(await second).toMatchObject({ ok: true, data: 'second' })
  })

  it('answers everything that is open, and everything after, when the line is gone', async () => {
    const posted: Request[] = []
    const line = openExchange((request) => void posted.push(request))
    const open = line.send('a', null)
    line.end(new AppError('AGENT_STOPPED', 'The assistant stopped.'))
    expect(await open).toMatchObject({ ok: false, error: { code: 'AGENT_STOPPED' } })
    await expect(clientOf(line).request('app.status', {})).rejects.toMatchObject({ code: 'AGENT_STOPPED', message: 'The assistant stopped.' })
    expect(posted).toHaveLength(1)
  })

  it('answers with the error when a request cannot be posted', async () => {
    const line = openExchange(() => {
      throw new Error('closed')
    })
    expect(await line.send('a', null)).toMatchObject({ ok: false, error: { code: 'INTERNAL', message: 'closed' } })
  })

  it('hands events to those who listen, until they stop', () => {
    const line = openExchange(() => undefined)
    const heard: number[] = []
    const stop = line.on('tray', ({ inTray }) => heard.push(inTray))
    line.receive({ event: 'tray', data: { inTray: 1 } })
    stop()
    line.receive({ event: 'tray', data: { inTray: 2 } })
    expect(heard).toEqual([1])
  })
})

import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientOf, justClosing, toErrorBody } from '../../src/agent/contract/index.ts'
import type { Request, Response } from '../../src/agent/contract/index.ts'
import { ownHome } from '../../src/agent/owner.ts'
import { openPatientLine } from '../../src/cli/patient.ts'
import { openHome } from './tacit.ts'

let home: string
beforeEach(async () => {
  home = await openHome()
})
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))

const refusal = ({ id }: Request): Response => ({ id, ok: false, error: toErrorBody(justClosing()) })

describe('a command that comes while the agent is closing', () => {
  it('is answered by the next one, and asks it no more than once', async () => {
    let isClosing = true
    const asked: string[] = []
    await using owner = await ownHome(home, {
      answer: async (request) => {
        if (isClosing) {
          isClosing = asked.push('while closing') < 6
          return refusal(request)
        }
        asked.push(request.route)
        return { id: request.id, ok: true, data: { route: request.route } }
      },
    })
    await using line = await openPatientLine(home, 120_000)
    const client = clientOf(line)
    const answers = await Promise.all([client.request('app.status', {}), client.request('belief.you', {})])
    expect(answers).toEqual([{ route: 'app.status' }, { route: 'belief.you' }])
    expect(asked.filter((each) => each !== 'while closing').toSorted()).toEqual(['app.status', 'belief.you'])
    // What is told to all is heard on the line that took over.
    const heard = new Promise((resolve) => void line.on('log', resolve))
    owner.broadcast({ event: 'log', data: { level: 'warn', text: 'heard' } })
    expect(await heard).toEqual({ level: 'warn', text: 'heard' })
  })

  it('says so where it goes on closing', async () => {
    await using _owner = await ownHome(home, { answer: async (request) => refusal(request) })
    await using line = await openPatientLine(home, 300)
    await expect(clientOf(line).request('app.status', {})).rejects.toThrow('The agent is just closing, and took nothing of this. Do it again.')
  })

  it('is told at once what any other failure is', async () => {
    let asked = 0
    await using _owner = await ownHome(home, {
      answer: async ({ id }) => {
        asked += 1
        return { id, ok: false, error: { code: 'AGENT_STOPPED', message: 'Gone, and nobody knows what it took.' } }
      },
    })
    await using line = await openPatientLine(home, 120_000)
    await expect(clientOf(line).request('app.status', {})).rejects.toThrow('Gone, and nobody knows what it took.')
    expect(asked).toBe(1)
  })
})

import { expect, it } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import type { Response } from '../../src/agent/contract/index.ts'
import { openReopening } from '../../src/agent/reopening.ts'
import type { Reopen } from '../../src/agent/reopening.ts'

/** Agents that say which of them answered; "long" is answered once it is let go. */
function openAgents() {
  let opened = 0
  let reopen: Reopen = () => undefined
  let letGo = (): void => undefined
  const closed: number[] = []
  const open = async (again: Reopen): Promise<Agent> => {
    const number = (opened += 1)
    reopen = again
    return {
      handlers: {} as Agent['handlers'],
      answer: async ({ id, route }): Promise<Response> => {
        if (route === 'long') await new Promise<void>((resolve) => (letGo = resolve))
        return { id, ok: true, data: number }
      },
      listen: () => () => undefined,
      settled: async () => undefined,
      learnt: async () => undefined,
      standing: () => ({}) as ReturnType<Agent['standing']>,
      [Symbol.asyncDispose]: async () => void closed.push(number),
    }
  }
  return { open, closed, reopen: (how?: Readonly<{ holds: boolean }>) => reopen(how), letGo: () => letGo() }
}

const ask = async (agent: Readonly<{ answer: Agent['answer'] }>, route: string): Promise<unknown> => {
  const answer = await agent.answer({ id: 1, route, input: {} })
  return answer.ok ? answer.data : answer.error
}

it('answers what comes while something long is under way, and only then opens the next', async () => {
  const agents = openAgents()
  await using agent = await openReopening(agents.open)
  const long = ask(agent, 'long')
  await Promise.resolve()
  agents.reopen()
  expect(await ask(agent, 'short')).toBe(1)
  agents.letGo()
  expect(await long).toBe(1)
  await expect.poll(() => ask(agent, 'short')).toBe(2)
  expect(agents.closed).toEqual([1])
})

it('lets nothing be said to one whose words will not stay', async () => {
  const agents = openAgents()
  await using agent = await openReopening(agents.open)
  const long = ask(agent, 'long')
  await Promise.resolve()
  agents.reopen({ holds: true })
  const said = ask(agent, 'short')
  agents.letGo()
  expect(await long).toBe(1)
  expect(await said).toBe(2)
})

it('closes also while something long holds up the next', async () => {
  const agents = openAgents()
  const agent = await openReopening(agents.open)
  const long = ask(agent, 'long')
  await Promise.resolve()
  agents.reopen({ holds: true })
  await agent[Symbol.asyncDispose]()
  agents.letGo()
  expect(await long).toBe(1)
  expect(agents.closed).toEqual([1])
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../src/agent/contract/index.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import type { Agent } from '../../src/agent/agent.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const NOW = Date.UTC(2026, 9, 12, 10)
const worth = async (agent: Agent, id: string): Promise<number> => (await agent.handlers['belief.you']({})).axes.find((axis) => axis.id === id)!.mean
const rows = (agent: Agent) => agent.handlers['evidence.list']({ limit: 20 })

describe('poles that a person says matter', () => {
  it('are rows of evidence that lean their axes, are no ratings, and are still said after a restart', async () => {
    await using home = await makeHome(embedder, () => NOW)
    const first = await home.open()
    const poles = [{ axisId: 'company', side: 'left' }, { axisId: 'daytime', side: 'right' }] as const
    expect(await first.handlers['belief.setPoles']({ poles: [...poles] })).toEqual(poles)
    expect(await worth(first, 'company')).toBeLessThan(0)
    expect(await worth(first, 'daytime')).toBeGreaterThan(0)
    expect((await rows(first)).map(({ label, said, isInferred }) => ({ label, said, isInferred }))).toEqual([
      { label: 'evening', said: 'said that it matters', isInferred: undefined },
      { label: 'solitary', said: 'said that it matters', isInferred: undefined },
    ])
    expect((await first.handlers['app.status']({})).ratings).toBe(0)
    await first[Symbol.asyncDispose]()
    await using again = await home.open()
    expect(await again.handlers['belief.poles']({})).toEqual(poles)
    expect(await worth(again, 'company')).toBeLessThan(0)
  })

  it('are exactly those that were ticked last: what is unticked teaches nothing any more, and what stays is not said anew', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    await agent.handlers['belief.setPoles']({ poles: [{ axisId: 'company', side: 'left' }, { axisId: 'daytime', side: 'left' }] })
    const stays = (await rows(agent)).find(({ label }) => label === 'morning')!
    const next = [{ axisId: 'company', side: 'right' }, { axisId: 'daytime', side: 'left' }] as const
    expect(await agent.handlers['belief.setPoles']({ poles: [...next] })).toEqual(next)
    expect(await worth(agent, 'company')).toBeGreaterThan(0)
    expect((await rows(agent)).find(({ label }) => label === 'morning')!.rowId).toBe(stays.rowId)
    await agent.handlers['belief.setPoles']({ poles: [] })
    expect(await rows(agent)).toEqual([])
    expect(await worth(agent, 'company')).toBe(0)
  })

  it('are counted once where one that was removed is put back after it, or its opposite, was ticked again', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    for (const side of ['left', 'right'] as const) {
      await agent.handlers['belief.setPoles']({ poles: [{ axisId: 'company', side: 'left' }] })
      const { removals } = await agent.handlers['evidence.takeBack']({ rowId: (await rows(agent))[0]!.rowId })
      const poles = await agent.handlers['belief.setPoles']({ poles: [{ axisId: 'company', side }] })
      const said = await worth(agent, 'company')
      await agent.handlers['evidence.putBack']({ undoId: removals[0]!.undoId })
      expect(await rows(agent)).toHaveLength(1)
      expect(await agent.handlers['belief.poles']({})).toEqual(poles)
      expect(await worth(agent, 'company')).toBeCloseTo(said, 10)
      expect(await agent.handlers['belief.setPoles']({ poles: [] })).toEqual([])
    }
  })

  it('are removed and put back as any row is', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    await agent.handlers['belief.setPoles']({ poles: [{ axisId: 'company', side: 'left' }] })
    const [row] = await rows(agent)
    const { removals } = await agent.handlers['evidence.takeBack']({ rowId: row!.rowId })
    expect(removals).toMatchObject([{ rows: 1, label: 'solitary', said: 'said that it matters' }])
    expect(await agent.handlers['belief.poles']({})).toEqual([])
    await agent.handlers['evidence.putBack']({ undoId: removals[0]!.undoId })
    expect(await agent.handlers['belief.poles']({})).toEqual([{ axisId: 'company', side: 'left' }])
  })

  it('are at most five, one of an axis, of axes that there are', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using agent = await home.open()
    const { axes } = await agent.handlers['belief.you']({})
    expect(routes['belief.setPoles'].input.safeParse({ poles: axes.slice(0, 6).map(({ id }) => ({ axisId: id, side: 'left' })) }).error?.issues[0]?.message).toBe('at most 5 poles can matter at one time')
    await expect(agent.handlers['belief.setPoles']({ poles: [{ axisId: 'company', side: 'left' }, { axisId: 'company', side: 'right' }] })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    await expect(agent.handlers['belief.setPoles']({ poles: [{ axisId: 'nowhere', side: 'left' }] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await rows(agent)).toEqual([])
  })
})

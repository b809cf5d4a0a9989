import { readdir, rm } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { BackupView, Card, KeptQuiet, PrincipleView, You } from '../../src/agent/contract/index.ts'
import { ownedHome } from './owned.ts'
import { isBuilt, openHome, tacitJson } from './tacit.ts'

describe.skipIf(!isBuilt)('the commands of what is the person’s own', () => {
  const { run, json, refused } = ownedHome()
  const rateOne = async (rating: string): Promise<void> => {
    const { data } = await json<{ cards: Card[] }>('propose', '--count', '1')
    await json('rate', data.cards[0]!.id, rating)
  }
  const rows = async (): Promise<number> => (await json<{ you: You }>('belief')).data.you.rows

  it('list what was kept quiet', async () => {
    const { code, data } = await json<{ quiet: KeptQuiet[] }>('quiet')
    expect([code, data.quiet]).toEqual([0, []])
    expect((await run('quiet')).stdout).toMatch(/^Nothing was kept quiet\./)
  })

  it('write a principle, take it away in a day, and call that off', async () => {
    const { data } = await json<{ added: PrincipleView }>('principles', 'add', 'No', 'screens', 'in', 'the', 'bedroom.', '--words', 'screen, phone', '--never')
    expect(data.added).toMatchObject({ text: 'No screens in the bedroom.', strength: 'never', words: ['screen', 'phone'], pending: null })
    expect(data.added.bearsOn.count).toBeGreaterThan(0)
    const { data: removed } = await json<{ principle: PrincipleView }>('principles', 'remove', data.added.id.slice(0, 8))
    expect(removed.principle.pending!.what).toBe('removed')
    expect((await run('principles')).stdout).toMatch(/removed on/)
    const { data: kept } = await json<{ principle: PrincipleView }>('principles', 'keep', data.added.id)
    expect(kept.principle.pending).toBeNull()
    expect((await json<{ principles: PrincipleView[] }>('principles')).data.principles).toEqual([kept.principle])
  })

  it('say what is wrong with a principle', async () => {
    expect(await refused('principles', 'add', 'No screens.')).toMatchObject({ exit: 2, code: 'INPUT_INVALID', message: expect.stringContaining('--words') })
    expect(await refused('principles', 'add', 'No screens.', '--words', 'screen', '--never', '--strong')).toMatchObject({ exit: 2, code: 'INPUT_INVALID' })
    expect(await refused('principles', 'remove', 'nothing')).toMatchObject({ exit: 1, code: 'NOT_FOUND' })
    const [one] = (await json<{ principles: PrincipleView[] }>('principles')).data.principles
    expect(await refused('principles', 'keep', one!.id)).toMatchObject({ exit: 1, code: 'NOT_ALLOWED' })
  })

  it('back up, and put a backup in the place of what was said since', async () => {
    await rateOne('4')
    const { data: made } = await json<{ backup: BackupView }>('backup', 'make')
    expect(made.backup.checkedAt).not.toBeNull()
    const then = await rows()
    await rateOne('5')
    expect(await rows()).toBeGreaterThan(then)
    expect(await refused('backup', 'restore', made.backup.id)).toMatchObject({ exit: 2, code: 'CONSENT_MISSING', hint: expect.stringContaining('--yes') })
    expect(await refused('backup', 'restore', 'nothing', '--yes')).toMatchObject({ exit: 1, code: 'NOT_FOUND' })
    expect((await json('backup', 'restore', made.backup.id, '--yes')).code).toBe(0)
    expect(await rows()).toBe(then)
    // What was replaced stays one step away.
    expect((await json<{ backups: BackupView[] }>('backup')).data.backups.length).toBeGreaterThan(1)
  })

  it('erase everything when told to, and the backups where they are named', async () => {
    expect(await refused('erase')).toMatchObject({ exit: 2, code: 'CONSENT_MISSING' })
    expect(await rows()).toBeGreaterThan(0)
    expect((await json('erase', '--yes')).code).toBe(0)
    expect(await rows()).toBe(0)
    expect((await json<{ principles: PrincipleView[] }>('principles')).data.principles).toEqual([])
    expect((await json<{ backups: BackupView[] }>('backup')).data.backups.length).toBeGreaterThan(1)
    expect((await json('erase', '--yes', '--backups')).code).toBe(0)
    expect((await json<{ backups: BackupView[] }>('backup')).data.backups).toEqual([])
  })

  it('have erased by the time they end, where no agent ran before', async () => {
    const own = await openHome()
    try {
      const { data } = await tacitJson<{ cards: Card[] }>(own, 'propose', '--count', '1')
      await tacitJson(own, 'rate', data.cards[0]!.id, '5')
      expect((await tacitJson(own, 'erase', '--yes', '--backups')).code).toBe(0)
      expect(await readdir(own)).not.toContain('renew.json')
      expect((await tacitJson<{ you: You }>(own, 'belief')).data.you.rows).toBe(0)
    } finally {
      await rm(own, { recursive: true, force: true })
    }
  })
})

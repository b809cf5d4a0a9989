import { describe, expect, it } from 'vitest'
import { openStore } from '../../../src/agent/store/store.ts'
import { homes } from './homes.ts'
import { ledgerRow, proposalRow } from './rows.ts'

describe('saying', () => {
  const { home, use } = homes()

  it('shows what was said once the promise resolves, and again after opening anew', async () => {
    const folder = await home()
    const store = await use(openStore(folder))
    const id = store.nextLedgerId()
    await store.say({ ledger: [ledgerRow(id)], proposals: [proposalRow('p1', { status: 'answered' })], settings: [{ key: 'theme', value: 'dark' }] })
    expect(store.ledger.get(id)).toEqual(ledgerRow(id))
    await store[Symbol.asyncDispose]()

    const again = await use(openStore(folder))
    expect(again.reports).toEqual([])
    expect(again.ledger.all()).toEqual([ledgerRow(id)])
    expect(again.proposals.all()).toEqual([proposalRow('p1', { status: 'answered' })])
    expect(again.settings.get('theme')).toEqual({ key: 'theme', value: 'dark' })
  })
})

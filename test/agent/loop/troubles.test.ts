import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/agent/contract/index.ts'
import { openTroubles, refusalNotice } from '../../../src/agent/loop/troubles.ts'

const notice = (cause: string) => ({ code: 'STORE_BUSY', cause, kept: 'Everything.', action: null })

describe('what went wrong', () => {
  it('is said once however often it happens, the newest first', () => {
    const troubles = openTroubles(() => undefined)
    for (const cause of ['full', 'busy', 'full', 'full']) troubles.tell('store', notice(cause))
    expect(troubles.all().map(({ cause }) => cause)).toEqual(['full', 'busy'])
  })

  it('is said the gravest first, until it is over, and each change is told', () => {
    let changes = 0
    const troubles = openTroubles(() => (changes += 1))
    troubles.tell('notes', notice('notes'))
    troubles.tell('store', notice('full'))
    troubles.tell('model', notice('crash'))
    troubles.tell('model', notice('crash'))
    expect(troubles.all().map(({ cause }) => cause)).toEqual(['full', 'crash', 'notes'])
    expect(changes).toBe(3)
    troubles.over('store')
    troubles.over('store')
    expect(troubles.all().map(({ cause }) => cause)).toEqual(['crash', 'notes'])
    expect(changes).toBe(4)
  })

  it('does not grow without bound', () => {
    const troubles = openTroubles(() => undefined)
    for (let number = 0; number < 200; number += 1) troubles.tell('store', notice(`file ${number}`))
    expect(troubles.all()).toHaveLength(20)
    expect(troubles.all()[0]?.cause).toBe('file 199')
  })

  it('says of what could not be forgotten that it is still there', () => {
    const { cause, kept, code } = refusalNotice('Journal', new AppError('DISK_FULL', 'The disk is full.'))
    expect({ cause, kept, code }).toEqual({ code: 'DISK_FULL', cause: 'What may not be kept of Journal any more could not be forgotten: The disk is full.', kept: 'It is tried again when the source is read next.' })
  })
})

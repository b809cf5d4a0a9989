import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readNotes } from '../../../src/agent/observe/notes.ts'
import { forgetSeen, openSeen, seenPath } from '../../../src/agent/observe/seen.ts'
import type { NoteRead } from '../../../src/agent/observe/types.ts'
import { makeFolder } from './folder.ts'

const STAMP = { sizeBytes: 10, modifiedAt: 1000, changedAt: 2000 }
const LONG_AFTER = 1_000_000

describe('what was seen of files', () => {
  it('is known at the next start, unless size or time, the rules or the reader are others', async () => {
    await using home = await makeFolder()
    const path = seenPath(home.path, 'source')
    const first = await openSeen(path, ['Journal/'])
    first.note('a.md', STAMP, 'hash', true, LONG_AFTER)
    await first.save()
    const again = await openSeen(path, ['Journal/'])
    expect(again.of('a.md', STAMP)).toEqual({ hash: 'hash', isKept: true })
    for (const changes of [{ sizeBytes: 11 }, { modifiedAt: 1001 }, { changedAt: 2001 }]) expect(again.of('a.md', { ...STAMP, ...changes })).toBeNull()
    expect((await openSeen(path, [])).of('a.md', STAMP)).toBeNull()
    await forgetSeen(path)
    expect((await openSeen(path, ['Journal/'])).of('a.md', STAMP)).toBeNull()
  })

  it('is not trusted where the file was written just before it was read', async () => {
    await using home = await makeFolder()
    const seen = await openSeen(seenPath(home.path, 'source'), [])
    seen.note('a.md', STAMP, 'hash', true, 2500)
    expect(seen.of('a.md', STAMP)).toBeNull()
  })

  it('names no file and no word of it', async () => {
    await using home = await makeFolder()
    const path = seenPath(home.path, 'source')
    const seen = await openSeen(path, ['"canary phrase"'])
    seen.note('canary name.md', STAMP, 'hash', true, LONG_AFTER)
    await seen.save()
    expect(await readFile(path, 'utf8')).not.toContain('canary')
  })

  it('spares a note that looks as it did from being opened', async () => {
    await using vault = await makeFolder({ 'a.md': 'Some day a boat on the canal would be a fine thing to have.\n' })
    const seen = { of: () => ({ hash: 'as then', isKept: true }), note: () => undefined }
    const read: NoteRead[] = []
    for await (const note of readNotes(vault.path, ['.'], new Map([['a.md', 'as then']]), { seen })) read.push(note)
    expect(read).toEqual([{ kind: 'unchanged', file: 'a.md' }])
    const fresh: NoteRead[] = []
    for await (const note of readNotes(vault.path, ['.'], new Map([['a.md', 'something else']]), { seen })) fresh.push(note)
    expect(fresh.map(({ kind }) => kind)).toEqual(['read'])
  })

  it('is no reason to fail where its file is damaged', async () => {
    await using home = await makeFolder({ 'seen/x.json': '{"rules": ' })
    const seen = await openSeen(join(home.path, 'seen', 'x.json'), [])
    expect(seen.of('a.md', STAMP)).toBeNull()
  })
})

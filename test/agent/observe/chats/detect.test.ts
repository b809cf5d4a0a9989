import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detectChats } from '../../../../src/agent/observe/chats/detect.ts'
import { readerFor } from '../../../../src/agent/observe/readers.ts'
import { chatgptConversation, withFiles } from './home.ts'
import { zip } from './zip-file.ts'

const talk = JSON.stringify([chatgptConversation('one', [['user', 'hello'], ['assistant', 'hi']])])
const note = '# Garden\n\nI want roses.\n'

describe('telling chats from everything else', () => {
  it('goes by what is in the files, whatever they are called', async () => {
    await withFiles({ 'download (3).zip': zip([{ name: 'x/data.json', bytes: talk }]), 'a.txt': '## User\n\nhi\n\n## Assistant\n\nhello' }, async (folder) => {
      expect(await detectChats(join(folder, 'download (3).zip'))).toEqual({ formats: ['ChatGPT'], reason: null })
      expect(await detectChats(join(folder, 'a.txt'))).toEqual({ formats: ['Markdown'], reason: null })
      expect((await readerFor(folder)).kind).toBe('chats')
    })
  })

  it('takes a folder of notes for notes, also where an export lies in it', async () => {
    await withFiles({ 'a.md': note, 'b/c.md': note, 'conversations.json': talk }, async (folder) => {
      expect(await detectChats(folder)).toEqual({ formats: null, reason: `${folder} holds notes, not chats.` })
      expect((await readerFor(folder)).kind).toBe('notes')
    })
  })

  it('says why a file holds no chats, and what to choose instead', async () => {
    const files = { 'x.json': '{"a": 1}', 'logs.db': 'SQLite format 3', 'cut.zip': zip([{ name: 'conversations.json', bytes: talk }]).subarray(0, 120), 'note.md': note, 'empty.json': '' }
    await withFiles(files, async (folder) => {
      const reason = async (name: string): Promise<string | null> => (await detectChats(join(folder, name))).reason
      expect(await reason('x.json')).toMatch(/holds no chats in a form that is known.*Choose the zip/)
      expect(await reason('logs.db')).toMatch(/llm logs -n 0 --json/)
      expect(await reason('cut.zip')).toMatch(/No whole conversation is left.*cut short or damaged/)
      expect(await reason('note.md')).toMatch(/holds no chats/)
      expect(await reason('empty.json')).toMatch(/holds no chats/)
      await expect(readerFor(join(folder, 'x.json'))).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' })
      await expect(readerFor(join(folder, 'not there'))).rejects.toMatchObject({ code: 'FOLDER_MISSING' })
    })
  })

  it('looks into the beginning of a large file alone', async () => {
    const large = `[${talk.slice(1, -1)},{"title":"${'x'.repeat(60 * 1024 * 1024)}`
    await withFiles({ 'large.json': large }, async (folder) => {
      expect(await detectChats(join(folder, 'large.json'))).toEqual({ formats: ['ChatGPT'], reason: null })
    })
  })
})

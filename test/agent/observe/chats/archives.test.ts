import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openContainer } from '../../../../src/agent/observe/chats/container.ts'
import { chatgptConversation, readAll, script, withFiles } from './home.ts'
import { zip } from './zip-file.ts'

const first = JSON.stringify([chatgptConversation('one', [['user', 'I want a garden'], ['assistant', 'Nice']]), chatgptConversation('two', [['user', 'And a dog']])])
const second = JSON.stringify([chatgptConversation('three', [['user', 'And a boat']])])

async function read(archive: Buffer): Promise<Readonly<{ ids: readonly string[]; problems: readonly string[] }>> {
  return withFiles({ 'export.zip': archive }, async (folder) => {
    await using container = await openContainer(join(folder, 'export.zip'))
    const reads = await readAll(join(folder, 'export.zip'))
    return {
      ids: reads.flatMap((each) => (each.kind === 'conversation' ? [each.conversation.id] : [])),
      problems: [...container.problems, ...reads.flatMap((each) => (each.kind === 'problem' ? [each.message] : []))],
    }
  })
}

describe('archives', () => {
  it('reads shards, and nothing of what a Mac adds', async () => {
    const archive = zip([
      { name: 'conversations-000.json', bytes: first },
      { name: 'conversations-001.json', bytes: second, isStored: true },
      { name: '__MACOSX/._conversations-000.json', bytes: first },
      { name: 'user.json', bytes: '{"id":"u"}' },
      { name: 'dalle-generations/x.webp', bytes: 'RIFF' },
      { name: '../../../etc/conversations.json', bytes: '[]' },
    ])
    expect(await read(archive)).toEqual({ ids: ['ChatGPT/one', 'ChatGPT/two', 'ChatGPT/three'], problems: [] })
  })

  it('reads what is whole of an archive that is cut short anywhere, and says so', async () => {
    const archive = zip([{ name: 'conversations-000.json', bytes: first }, { name: 'conversations-001.json', bytes: second }])
    const secondStart = archive.indexOf('PK\x03\x04', 10, 'latin1')
    const directory = archive.indexOf('PK\x01\x02', 0, 'latin1')
    for (let length = secondStart + 80; length < archive.length; length += 41) {
      const { ids, problems } = await read(archive.subarray(0, length))
      expect(ids.slice(0, 2)).toEqual(['ChatGPT/one', 'ChatGPT/two'])
      if (length >= directory) expect(ids).toHaveLength(3)
      expect(problems.join(' ')).toMatch(/cut short or damaged/)
    }
  })

  it('says that nothing is left where nothing is, and names the file', async () => {
    const archive = zip([{ name: 'conversations.json', bytes: first }])
    await expect(read(archive.subarray(0, 20))).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED', message: expect.stringContaining('export.zip') })
    await expect(read(Buffer.from('this is no archive'))).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' })
    await expect(read(Buffer.alloc(0))).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' })
  })

  it('stops at a bomb, and reads the rest', async () => {
    const bomb = Buffer.concat([Buffer.from('[{"title":"'), Buffer.alloc(80 * 1024 * 1024, 0x20), Buffer.from('"}]')])
    const { ids, problems } = await read(zip([{ name: 'conversations-000.json', bytes: bomb }, { name: 'conversations-001.json', bytes: second }]))
    expect(ids).toEqual(['ChatGPT/three'])
    expect(problems.join(' ')).toMatch(/unpacks to more than 200 times its size/)
  })

  it('says of an archive with a password what to do', async () => {
    const { ids, problems } = await read(zip([{ name: 'conversations.json', bytes: first, flags: 0x801 }]))
    expect(ids).toEqual([])
    expect(problems.join(' ')).toMatch(/locked with a password/)
  })

  it('reads the batches in a folder, each conversation as its newest export has it', async () => {
    const newer = JSON.stringify([chatgptConversation('one', [['user', 'I want a garden'], ['assistant', 'Nice'], ['user', 'with roses']])])
    await withFiles({ 'batch-0000.zip': zip([{ name: 'conversations.json', bytes: first }]), 'batch-0001.zip': zip([{ name: 'conversations.json', bytes: newer }]) }, async (folder) => {
      const conversations = (await readAll(folder)).flatMap((each) => (each.kind === 'conversation' ? [each.conversation] : []))
      expect(conversations.map(({ id }) => id).sort()).toEqual(['ChatGPT/one', 'ChatGPT/one', 'ChatGPT/two'])
    })
  })

  it('reads chat.html where the data is only there', async () => {
    const page = `<html><script>var jsonData = ${first};\nvar other = {"a": [1}};</script></html>`
    await withFiles({ 'chat.html': page }, async (folder) => {
      const conversations = (await readAll(folder)).flatMap((each) => (each.kind === 'conversation' ? [script(each.conversation)] : []))
      expect(conversations).toEqual([['person: I want a garden', 'assistant: Nice'], ['person: And a dog']])
    })
  })
})

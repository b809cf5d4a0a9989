import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openContainer } from '../../../../src/agent/observe/chats/container.ts'
import { readConversations } from '../../../../src/agent/observe/chats/conversations.ts'
import { tellTurnsApart } from '../../../../src/agent/observe/chats/compose.ts'
import type { ChatRead } from '../../../../src/agent/observe/chats/conversations.ts'
import type { Conversation } from '../../../../src/agent/observe/chats/types.ts'

/** Files in a folder that is gone after `run`. */
export async function withFiles<T>(files: Readonly<Record<string, string | Buffer>>, run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tacit-chats-'))
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), content)
    }
    return await run(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export async function readAll(path: string): Promise<readonly ChatRead[]> {
  await using container = await openContainer(path)
  const reads: ChatRead[] = []
  for await (const read of readConversations(container)) reads.push(read)
  return reads
}

export async function conversationsAt(path: string): Promise<readonly Conversation[]> {
  return (await readAll(path)).flatMap((read) => (read.kind === 'conversation' ? [read.conversation] : []))
}

/** One file, in a folder of its own. */
export async function conversationsIn(name: string, content: unknown): Promise<readonly Conversation[]> {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return withFiles({ [name]: text }, (folder) => conversationsAt(join(folder, name)))
}

/** `who: words` for each turn that was seen last; a mark for what was interrupted or rated. */
export function script({ turns }: Conversation): readonly string[] {
  return turns.filter(({ isSuperseded }) => !isSuperseded).map(({ speaker, text, rating, isInterrupted }) => `${speaker}${isInterrupted ? '!' : ''}${rating ? (rating.verdict === 'up' ? '+' : '-') : ''}: ${text}`)
}

/** What would count as the person's own words. */
export function ownWords({ turns }: Conversation): string {
  return tellTurnsApart(turns).flat().filter(({ speaker }) => speaker === 'person').map(({ text }) => text).join('\n')
}

/** A conversation of ChatGPT as one path of messages. */
export function chatgptConversation(id: string, messages: readonly (readonly ['user' | 'assistant', string])[], more: object = {}): object {
  const nodes = messages.map(([role, words], index) => ({
    id: `${id}-${index}`,
    parent: index === 0 ? 'root' : `${id}-${index - 1}`,
    children: index + 1 < messages.length ? [`${id}-${index + 1}`] : [],
    message: { id: `${id}-m${index}`, author: { role }, create_time: 1_700_000_000 + index, content: { content_type: 'text', parts: [words] }, recipient: 'all', metadata: {} },
  }))
  const root = { id: 'root', parent: null, children: nodes.length > 0 ? [`${id}-0`] : [], message: null }
  return { title: `Title of ${id}`, create_time: 1_700_000_000, mapping: Object.fromEntries([root, ...nodes].map((node) => [node.id, node])), current_node: nodes.at(-1)?.id ?? 'root', conversation_id: id, ...more }
}

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Stands in notes that are excluded later, and must then be found nowhere. */
export const CANARY = 'otter-behind-the-mill'

const NOTES: Readonly<Record<string, string>> = {
  'journal/2026-05-02.md': 'I want to build a bench for the north wall. The wood is still at the mill.\n\nRain all day, and the cat would not go out.\n',
  'journal/2026-05-20.md': 'I want to build a bench for the north wall before autumn. I have not started, and the evenings go elsewhere.\n',
  'journal/2026-06-14.md': 'I started on the bench for the north wall today: two planks are sawn and they fit.\n',
  'journal/2026-07-01.md': 'I would like to walk home along the canal every Friday. It takes an hour and I arrive in a better mood.\n',
  'ideas.md': '# Ideas\n\nI wish the attic were a room to draw in, with a lamp and a table under the skylight.\n\nWould like to have people to supper on the first Sunday of every month, and have not asked anyone yet.\n',
  'money/winter.md': `I want to spend less on heating this winter, and ${CANARY} is what I called the plan.\n`,
  'money/loan.md': `The small loan is nearly paid. I would like to be rid of it by March; see ${CANARY}.\n`,
}

/** Notes with aims that come back, and a folder that is better kept out. The caller removes its parent. */
export async function makeVault(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'tacit-vault-')), 'Vault')
  for (const [file, text] of Object.entries(NOTES)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return folder
}

type Said = Readonly<{ id: string; parent: string | null; role: 'user' | 'assistant'; text: string; at: number }>

const AT = Date.UTC(2026, 5, 1) / 1000

const TALKS: readonly Readonly<{ title: string; said: readonly Said[] }>[] = [
  {
    title: 'A bench for the workshop',
    said: [
      { id: 'a1', parent: null, role: 'user', text: 'I want to build a workshop bench that fits under the north window. What wood would you take?', at: AT },
      { id: 'a2', parent: 'a1', role: 'assistant', text: 'Beech is heavy and quiet under the plane; ash is lighter and easier to find. A workshop bench for hand tools wants weight.', at: AT + 60 },
      { id: 'a3', parent: 'a2', role: 'user', text: 'Thanks, beech it is. I would like to have it standing before the winter.', at: AT + 120 },
      { id: 'a4', parent: 'a3', role: 'assistant', text: 'Then order the planks by August, so that they can rest for a month.', at: AT + 180 },
    ],
  },
  {
    title: 'Sunday suppers',
    said: [
      { id: 'b1', parent: null, role: 'user', text: 'I wish we had people to supper on Sundays, with one big pot and nobody in a hurry.', at: AT + 86_400 },
      { id: 'b2', parent: 'b1', role: 'assistant', text: 'A bean stew keeps its temper for hours and feeds eight.', at: AT + 86_460 },
    ],
  },
]

/** An export of chats in ChatGPT's form: two conversations, three turns of the person's. The caller removes its parent. */
export async function makeChats(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'tacit-chats-')), 'conversations.json')
  const conversations = TALKS.map(({ title, said }, index) => ({
    title,
    create_time: said[0]!.at,
    update_time: said.at(-1)!.at,
    conversation_id: `talk-${index}`,
    id: `talk-${index}`,
    current_node: said.at(-1)!.id,
    mapping: Object.fromEntries(
      said.map(({ id, parent, role, text, at }) => [
        id,
        { id, parent, children: said.filter((each) => each.parent === id).map((each) => each.id), message: { id, author: { role }, create_time: at, content: { content_type: 'text', parts: [text] }, metadata: {} } },
      ]),
    ),
  }))
  await writeFile(file, JSON.stringify(conversations))
  return file
}

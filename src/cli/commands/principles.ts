import { AppError } from '../../agent/contract/index.ts'
import type { Client, PrincipleView } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'
import { completeId, shortId } from '../ids.ts'
import { block, paragraphs } from '../text/lines.ts'
import { principlesText } from '../text/principles-text.ts'

export const principles = command({
  name: 'principles',
  operands: [],
  summary: 'your own sentences that stand above every leaning, and how many states each keeps out',
  options: {},
  run: async ({ connect, answer, style, width }) => {
    const list = await (await connect()).request('principles.list', {})
    answer({ principles: list }, principlesText(list, style, width))
  },
})

export const principlesAdd = command({
  name: 'principles add',
  operands: ['TEXT…'],
  summary: 'a new one, with the words that a state may not hold; which states are meant by it can be ticked in the window',
  options: {
    words: { type: 'string', placeholder: 'A,B', help: 'a state that holds one of these is meant; needed' },
    never: { type: 'boolean', help: 'what it means is not shown at all; so where neither is given' },
    strong: { type: 'boolean', help: 'what it means has to be worth a point more' },
  },
  run: async ({ connect, answer, style, width }, text, { words = '', never, strong }) => {
    if (never && strong) throw new UsageError('A principle is either --never or --strong.', 'tacit principles add "No screens in the bedroom." --words screen,phone --never')
    const meant = [...new Set(words.split(',').map((word) => word.trim()).filter((word) => word !== ''))]
    if (meant.length === 0) throw new UsageError('Without a word it would mean nothing: --words says which states are meant.', 'tacit principles add "No screens in the bedroom." --words screen,phone --never')
    const client = await connect()
    const before = new Set((await client.request('principles.list', {})).map(({ id }) => id))
    const list = await client.request('principles.save', { text: text.join(' '), strength: strong ? 'strong' : 'never', words: meant, keepsOut: [], letsIn: [] })
    const added = list.find(({ id }) => !before.has(id))!
    answer({ added }, paragraphs('It holds from now on.', principlesText([added], style, width)))
  },
})

export const principlesRemove = command({
  name: 'principles remove',
  operands: ['ID'],
  summary: 'take one away; it holds for another 24 hours',
  options: {},
  run: async ({ connect, answer, width }, [given]) => {
    const client = await connect()
    const { id, text } = await find(client, given!)
    const removed = of(await client.request('principles.remove', { id }), id)
    answer({ principle: removed }, block(`“${text}” holds until ${new Date(removed.pending!.at).toLocaleString('en-GB', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' })}. tacit principles keep ${shortId(id)} calls that off.`, width, 0))
  },
})

export const principlesKeep = command({
  name: 'principles keep',
  operands: ['ID'],
  summary: 'call off a loosening or a removal that waits',
  options: {},
  run: async ({ connect, answer, width }, [given]) => {
    const client = await connect()
    const { id, text, pending } = await find(client, given!)
    if (pending === null) throw new AppError('NOT_ALLOWED', `Nothing waits for “${text}”: it holds as it is.`)
    const kept = of(await client.request('principles.keep', { id }), id)
    answer({ principle: kept }, block(`“${text}” is kept as it was.`, width, 0))
  },
})

const of = (list: readonly PrincipleView[], id: string): PrincipleView => list.find((one) => one.id === id)!

async function find(client: Client, given: string): Promise<PrincipleView> {
  const list = await client.request('principles.list', {})
  const id = completeId(given, list.map((one) => one.id))
  const found = list.find((one) => one.id === id)
  if (!found) throw new AppError('NOT_FOUND', `There is no principle ${JSON.stringify(given)}. tacit principles lists them.`)
  return found
}

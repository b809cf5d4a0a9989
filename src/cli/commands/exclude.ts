import { command } from '../command.ts'
import { completeId } from '../ids.ts'
import { agreed, findSource } from './sources.ts'
import { AppError } from '../../agent/contract/index.ts'
import { exclusionsText, isEmpty, purgeText } from '../text/purge-text.ts'
import { block } from '../text/lines.ts'

export const exclude = command({
  name: 'exclude',
  operands: ['RULE'],
  summary: 'keep something out and forget all that it covers: money/, *.canvas, #health, "status: private", or a phrase in quotes',
  options: {
    'dry-run': { type: 'boolean', help: 'only show what would go' },
    source: { type: 'string', placeholder: 'ID', help: 'in this source only' },
    yes: { type: 'boolean', help: 'do not ask; needed where something would go and nobody can be asked' },
  },
  run: async (context, [rule], { 'dry-run': isDry, source, yes }) => {
    const client = await context.connect()
    const asked = { rule: rule!, sourceId: source === undefined ? null : (await findSource(client, source)).id }
    const preview = await client.request('exclusions.preview', asked)
    const shown = purgeText(preview, `Excluding ${preview.rule} would take away`)
    if (isDry) return context.answer({ preview }, shown)
    if (!isEmpty(preview)) await agreed(context, yes, shown)
    const excluded = await client.request('exclusions.add', asked)
    context.answer({ excluded }, purgeText(excluded, `${excluded.rule} is excluded. It took away`))
  },
})

export const exclusions = command({
  name: 'exclusions',
  operands: [],
  summary: 'the rules of what may not be read, each with how much it keeps out',
  options: {},
  run: async ({ connect, answer, style }) => {
    const client = await connect()
    const [list, sources] = await Promise.all([client.request('exclusions.list', {}), client.request('sources.list', {})])
    answer({ exclusions: list }, exclusionsText(list, new Map(sources.map(({ id, name }) => [id, name])), style))
  },
})

export const exclusionsRemove = command({
  name: 'exclusions remove',
  operands: ['RULE'],
  summary: 'let in again what a rule keeps out; RULE is the rule or its id',
  options: {},
  run: async ({ connect, answer, width }, [given]) => {
    const client = await connect()
    const list = await client.request('exclusions.list', {})
    const id = list.find(({ rule }) => rule === given)?.id ?? completeId(given!, list.map((known) => known.id))
    const found = list.find((known) => known.id === id)
    if (!found) throw new AppError('NOT_FOUND', `There is no rule ${JSON.stringify(given)}. tacit exclusions lists them.`)
    const left = await client.request('exclusions.remove', { id })
    answer({ removed: found, exclusions: left }, block(`${found.rule} is no longer excluded. What it kept out may be read again: tacit sources read ID.`, width, 0))
  },
})

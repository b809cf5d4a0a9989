import { AppError } from '../../agent/contract/index.ts'
import type { Client } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'
import { completeId } from '../ids.ts'
import { block, counted } from '../text/lines.ts'
import { lossText } from '../text/purge-text.ts'

type Plan = Readonly<{
  kind: 'row' | 'source' | 'passage'
  id: string
  /** What goes, in words. */
  what: string
  forget: () => Promise<Readonly<{ forgotten: unknown; text: string }>>
}>

const ROWS_LISTED = 1000

export const forget = command({
  name: 'forget',
  operands: ['ID'],
  summary: 'forget a row of evidence (row:12), a passage or a whole source, for good',
  options: { yes: { type: 'boolean', help: 'do not ask; needed where nobody can be asked' } },
  run: async ({ connect, isInteractive, confirm, note, answer, width }, [id], { yes }) => {
    const plan = await planFor(await connect(), id!)
    if (!yes) {
      if (!isInteractive) throw new UsageError(`This forgets ${plan.what}`, 'Give --yes to do it. It cannot be undone.', 'CONSENT_MISSING')
      note(block(`This forgets ${plan.what}`, width, 0))
      if (!(await confirm('Forget it? This cannot be undone.'))) throw new AppError('CANCELLED', 'Nothing was forgotten.')
    }
    const { forgotten, text } = await plan.forget()
    answer({ kind: plan.kind, id: plan.id, forgotten }, text)
  },
})

async function planFor(client: Client, given: string): Promise<Plan> {
  if (given.startsWith('row:')) return planRow(client, given)
  const sources = await client.request('sources.list', {})
  const id = completeId(given, sources.map((source) => source.id))
  const source = sources.find((known) => known.id === id)
  if (source) {
    const loss = await client.request('sources.previewRemove', { id })
    return {
      kind: 'source',
      id,
      what: `the source ${source.name} (${source.path}): ${lossText(loss)} Your files stay.`,
      forget: async () => described(await client.request('sources.remove', { id })),
    }
  }
  return planPassage(client, given)
}

async function planRow(client: Client, given: string): Promise<Plan> {
  const rowId = Number(given.slice('row:'.length))
  if (!Number.isInteger(rowId) || rowId < 1) throw new UsageError(`${given} is no row.`, 'Rows are numbered: row:12. tacit why ID and the window name them.')
  const row = (await client.request('evidence.list', { limit: ROWS_LISTED })).find((known) => known.rowId === rowId)
  return {
    kind: 'row',
    id: given,
    what: row ? `row ${rowId} of the ledger: ${row.said}, “${row.label}”. The belief becomes what it would be without it.` : `row ${rowId} of the ledger.`,
    forget: async () => {
      const { rows } = await client.request('evidence.remove', { rowId })
      return { forgotten: { rowsLeft: rows }, text: `Row ${rowId} is forgotten; ${counted(rows, 'row')} of evidence left.` }
    },
  }
}

async function planPassage(client: Client, id: string): Promise<Plan> {
  const passage = await client.request('memory.passage', { id }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') {
      throw new AppError('NOT_FOUND', `Nothing here has the id ${JSON.stringify(id)}. It can be row:N, a passage or a source; tacit sources lists the last.`, { cause: error })
    }
    throw error
  })
  return {
    kind: 'passage',
    id,
    what: `the passage ${passage.sourceName}/${passage.file}:${passage.lineStart}, “${passage.text}”, and the unanswered proposals that came from it. Your file stays.`,
    forget: async () => described(await client.request('memory.forget', { passageId: id })),
  }
}

function described(gone: Readonly<{ passages: number; proposals: number; rows: number }>): Readonly<{ forgotten: unknown; text: string }> {
  return { forgotten: gone, text: `Forgotten: ${counted(gone.passages, 'passage')}, ${counted(gone.proposals, 'proposal')}, ${counted(gone.rows, 'row')} of evidence.` }
}

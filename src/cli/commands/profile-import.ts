import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'
import { diffText, importText } from '../text/profile-text.ts'

async function readText(given: string): Promise<string> {
  const file = resolve(given)
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new AppError('NOT_FOUND', `${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

export const profileDiff = command({
  name: 'profile diff',
  operands: ['FILE'],
  summary: 'a profile beside what is believed here; nothing is changed',
  options: {},
  run: async ({ connect, answer, style, width }, [given]) => {
    const diff = await (await connect()).request('profile.compare', { json: await readText(given!) })
    answer({ diff }, diffText(diff, style, width))
  },
})

export const profileImport = command({
  name: 'profile import',
  operands: ['FILE'],
  summary: 'bring ratings or axes of a profile in; what you said here stands',
  options: {
    states: { type: 'boolean', help: 'the ratings of states that are not rated here' },
    axis: { type: 'string', multiple: true, placeholder: 'ID', help: 'set this axis as it is there; counts as three ratings' },
    'dry-run': { type: 'boolean', help: 'only show what would move' },
  },
  run: async (context, [given], { states, axis, 'dry-run': isDry }) => {
    if (!states && axis.length === 0) throw new UsageError('Nothing is brought in unasked: say --states, or --axis ID.', 'tacit profile diff FILE shows what there is.', 'CONSENT_MISSING')
    const json = await readText(given!)
    const client = await context.connect()
    const wanted = { json, states, axes: [...axis] }
    if (isDry) {
      const preview = await client.request('profile.preview', wanted)
      return context.answer({ preview }, importText(preview, 'This would bring in'))
    }
    const imported = await client.request('profile.import', wanted)
    context.answer({ imported }, `${importText(imported, 'Brought in:')}\n\nTaken back by: tacit profile take-back ${imported.undoId}`)
  },
})

export const profileTakeBack = command({
  name: 'profile take-back',
  operands: ['ID'],
  summary: 'take an import of a profile back, whole',
  options: {},
  run: async ({ connect, answer }, [undoId]) => {
    const you = await (await connect()).request('profile.takeBack', { undoId: undoId! })
    answer({ you }, `Taken back. ${you.lede}`)
  },
})

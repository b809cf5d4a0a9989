import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'

export const profileExport = command({
  name: 'profile export',
  operands: [],
  summary: 'your preference profile, to take away: as JSON, or as a page that reads well. No note is in it, but states that a model wrote from your notes once you rated them',
  options: {
    format: { type: 'string', placeholder: 'json|markdown', help: 'json where it is not given' },
    out: { type: 'string', placeholder: 'FILE', help: 'into a file; else on stdout' },
    force: { type: 'boolean', help: 'in place of a file that is there' },
  },
  run: async ({ connect, answer, isJson }, _operands, { format = 'json', out, force }) => {
    if (format !== 'json' && format !== 'markdown') throw new UsageError(`--format takes json or markdown, not ${JSON.stringify(format)}.`, 'tacit profile export --format markdown')
    const exported = await (await connect()).request('profile.export', {})
    const text = exported[format === 'json' ? 'json' : 'markdown']
    if (out === undefined) return answer(isJson && format === 'markdown' ? { format, text } : JSON.parse(exported.json), text.trimEnd())
    const file = resolve(out)
    await writeFile(file, text, { flag: force ? 'w' : 'wx' }).catch((error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EEXIST' ? 'it is there already; give another name, or --force' : error.message
      throw new AppError('NOT_ALLOWED', `${file} was not written: ${reason}.`, { cause: error })
    })
    answer({ file, format, bytes: Buffer.byteLength(text) }, `Written to ${file}.`)
  },
})

import { command } from '../command.ts'
import { block, bytes } from '../text/lines.ts'
import { agreed } from './sources.ts'

export const erase = command({
  name: 'erase',
  operands: [],
  summary: 'everything that Tacit keeps, for good; your notes are elsewhere and stay',
  options: {
    backups: { type: 'boolean', help: 'the backups too; else they stay' },
    yes: { type: 'boolean', help: 'do not ask; needed where nobody can be asked' },
  },
  run: async (context, _operands, { backups, yes }) => {
    const client = await context.connect()
    const { home, total } = await client.request('data.size', {})
    await agreed(context, yes, `This erases ${bytes(total)} in ${home}: what was rated, read, believed and proposed, and the models that were downloaded${backups ? ', and the backups' : '; the backups stay'}. Your notes and chats stay where they are.`)
    await client.request('data.erase', { word: 'erase', backups })
    // Answers once the home is open again, and empty.
    const { ratings } = await client.request('app.status', {})
    context.answer({ erased: home, bytes: total, backups, ratings }, block(`Erased: ${home}. ${backups ? 'The backups went too.' : 'The backups stay: tacit backup.'}`, context.width, 0))
  },
})

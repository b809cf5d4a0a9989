import { command } from '../command.ts'
import { completeCardId } from '../ids.ts'
import { whyText } from '../text/card-text.ts'

export const why = command({
  name: 'why',
  operands: ['ID'],
  summary: 'why a card was there: the arithmetic, once it was rated',
  options: { unseal: { type: 'boolean', help: 'open it before rating; its rating then does not count on Trust' } },
  run: async ({ connect, answer, style, width }, [id], { unseal }) => {
    const client = await connect()
    const found = await client.request(unseal ? 'proposals.unseal' : 'proposals.why', { id: await completeCardId(client, id!) })
    answer(found, whyText(found, style, width))
  },
})

import { command } from '../command.ts'
import { quietText } from '../text/quiet-text.ts'

export const quiet = command({
  name: 'quiet',
  operands: [],
  summary: 'what Tacit nearly said in the last 30 days and kept to itself, with its reason',
  options: {},
  run: async ({ connect, answer, style, width }) => {
    const held = await (await connect()).request('quiet.list', {})
    answer({ quiet: held }, quietText(held, style, width))
  },
})

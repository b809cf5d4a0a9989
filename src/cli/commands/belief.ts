import { command } from '../command.ts'
import { beliefText } from '../text/belief-text.ts'

export const belief = command({
  name: 'belief',
  operands: [],
  summary: 'what Tacit believes that you want, and how sure it is',
  options: {},
  run: async ({ connect, answer, style, width }) => {
    const client = await connect()
    const [you, channels] = await Promise.all([client.request('belief.you', {}), client.request('belief.channels', {})])
    answer({ you, channels }, beliefText(you, style, width))
  },
})

import { command } from '../command.ts'
import { sourcesText } from '../text/source-text.ts'

export const sources = command({
  name: 'sources',
  operands: [],
  summary: 'what you let Tacit read',
  options: {},
  run: async ({ connect, answer, style, width }) => {
    const list = await (await connect()).request('sources.list', {})
    answer({ sources: list }, sourcesText(list, style, width))
  },
})

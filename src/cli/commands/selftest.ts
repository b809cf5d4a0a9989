import { command } from '../command.ts'
import { skillText } from '../text/belief-text.ts'

export const selftest = command({
  name: 'selftest',
  operands: [],
  summary: 'how well its sealed predictions held, on your own ratings',
  options: {},
  run: async ({ connect, answer, style, width }) => {
    const skill = await (await connect()).request('belief.skill', {})
    answer(skill, skillText(skill, style, width))
  },
})

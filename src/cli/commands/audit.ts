import { command, UsageError } from '../command.ts'
import { auditText } from '../text/audit-text.ts'

const MOST = 52

export const audit = command({
  name: 'audit',
  operands: [],
  summary: 'what came in week by week, and what of it counts as evidence, with the words that it rests on; tacit forget row:N throws it out',
  options: { weeks: { type: 'string', placeholder: 'N', help: `how many, 1 to ${MOST} (4)` } },
  run: async ({ connect, answer, style, width }, _operands, { weeks = '4' }) => {
    const number = Number(weeks)
    if (!Number.isInteger(number) || number < 1 || number > MOST) throw new UsageError(`--weeks takes 1 to ${MOST}, not ${JSON.stringify(weeks)}.`, 'tacit audit --weeks 4')
    const found = await (await connect()).request('memory.audit', { weeks: number })
    answer({ weeks: found }, auditText(found, style, width))
  },
})

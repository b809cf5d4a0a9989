import { command, UsageError } from '../command.ts'
import type { Context } from '../command.ts'
import { shortId } from '../ids.ts'
import { onInterrupt } from '../interrupt.ts'
import { block, paragraphs } from '../text/lines.ts'
import { runText } from '../text/model-text.ts'

const MOST = 20
const USUAL = '5'

export const write = command({
  name: 'write',
  operands: ['TEXT…?'],
  summary: 'a state of your own, kept apart from Tacit’s; rate it like any other. Without a text, the model writes states now',
  options: { count: { type: 'string', placeholder: 'N', help: `how many the model writes, 1 to ${MOST} (${USUAL})` } },
  run: async (context, words, { count }) => {
    const { connect, answer, style, width } = context
    if (words.length === 0) return writeByModel(context, count ?? USUAL)
    if (count !== undefined) throw new UsageError('--count is for what the model writes, and this is a text of yours.', 'tacit write --count 3, or tacit write TEXT')
    const card = await (await connect()).request('states.write', { text: words.join(' ') })
    answer(card, paragraphs(style.you(block(card.text, width)), style.faint(`  How much would you want this to be so? tacit rate ${shortId(card.id)} 1..5`)))
  },
})

async function writeByModel({ connect, answer, progress, style, width }: Context, count: string): Promise<void> {
  const number = Number(count)
  if (!Number.isInteger(number) || number < 1 || number > MOST) throw new UsageError(`--count takes 1 to ${MOST}, not ${JSON.stringify(count)}.`, 'tacit write --count 3')
  const client = await connect()
  const leave = client.on('models', ({ loaded }) => progress(loaded?.state === 'working' && loaded.tokensPerSecond !== null ? `Writing, ${Math.round(loaded.tokensPerSecond)} tokens a second` : loaded?.state === 'loading' ? 'Waking the model' : 'Writing'))
  progress('Writing; Ctrl-C ends it and keeps what there is')
  // Where it cannot be told, writing itself fails for the same reason.
  using _ = onInterrupt(() => void client.request('writing.stop', {}).catch(() => undefined))
  try {
    const run = await client.request('writing.now', { count: number })
    progress('')
    answer(run, runText(run, style, width))
  } finally {
    leave()
    progress('')
  }
}

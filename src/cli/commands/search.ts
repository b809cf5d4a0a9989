import { SPEAKERS } from '../../agent/contract/index.ts'
import type { Speaker } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'
import { hitsText } from '../text/passage-text.ts'
import { findSource } from './sources.ts'

const MOST = 100

export const search = command({
  name: 'search',
  operands: ['WORDS…'],
  summary: 'the passages that hold these words or mean the like, the best first',
  options: {
    source: { type: 'string', placeholder: 'ID', help: 'of this source only' },
    speaker: { type: 'string', placeholder: 'WHO', help: `of chats, said by ${SPEAKERS.join(', ')}` },
    limit: { type: 'string', placeholder: 'N', help: `at most so many, 1 to ${MOST} (10)` },
  },
  run: async ({ connect, answer, style, width }, words, { source, speaker, limit = '10' }) => {
    const number = Number(limit)
    if (!Number.isInteger(number) || number < 1 || number > MOST) throw new UsageError(`--limit takes 1 to ${MOST}, not ${JSON.stringify(limit)}.`, 'tacit search "north light" --limit 10')
    if (speaker !== undefined && !isSpeaker(speaker)) throw new UsageError(`--speaker takes ${SPEAKERS.join(', ')}, not ${JSON.stringify(speaker)}.`, 'tacit search bench --speaker person')
    const query = words.join(' ').trim()
    const client = await connect()
    const hits = await client.request('memory.search', {
      query,
      limit: number,
      ...(source !== undefined && { sourceId: (await findSource(client, source)).id }),
      ...(speaker !== undefined && { speaker }),
    })
    answer({ hits }, hitsText(query, hits, style, width))
  },
})

const isSpeaker = (text: string): text is Speaker => (SPEAKERS as readonly string[]).includes(text)

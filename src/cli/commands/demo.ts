import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientOf } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'
import { connect } from '../connect.ts'
import { readLibrary } from '../demo/library.ts'
import { plantPerson } from '../demo/person.ts'
import { runDemo } from '../demo/run.ts'
import { checkpointLine, DEMO_HEAD, demoText } from '../text/demo-text.ts'
import { counted, paragraphs } from '../text/lines.ts'
import { readSource } from '../read-source.ts'
import { foldersOf } from './observe.ts'

export const demo = command({
  name: 'demo',
  operands: [],
  summary: 'a simulated person rates for a while, in a home of its own: how close the belief comes to what was planted',
  options: {
    ratings: { type: 'string', placeholder: 'N', help: 'how many, 1 to 200 (40)' },
    seed: { type: 'string', placeholder: 'N', help: 'another person (1)' },
  },
  run: async ({ answer, note, progress, style }, _operands, { ratings = '40', seed = '1' }) => {
    const [count, number] = [Number(ratings), Number(seed)]
    if (!Number.isInteger(count) || count < 1 || count > 200) throw new UsageError(`--ratings takes 1 to 200, not ${JSON.stringify(ratings)}.`, 'tacit demo --ratings 40')
    if (!Number.isInteger(number) || number < 0) throw new UsageError(`--seed takes a whole number from 0, not ${JSON.stringify(seed)}.`, 'tacit demo --seed 2')
    const begun = performance.now()
    const home = await mkdtemp(join(tmpdir(), 'tacit-demo-'))
    try {
      await using connection = await connect(home)
      const client = clientOf(connection.line)
      const { axes, labels } = await readLibrary()
      const folders = foldersOf(await client.request('sources.dryRun', { path: null }), [])
      const source = await readSource(client, null, folders, { memory: true, evidence: false, proposals: true }, { progress })
      note(`The sample notes are read: ${counted(source.notes, 'note')}, ${counted(source.passages, 'passage')}. A simulated person with a planted taste rates ${count} cards.\n\n${DEMO_HEAD}`)
      const result = await runDemo({ client, person: plantPerson(axes, number), labels, ratings: count, onCheckpoint: (checkpoint) => note(checkpointLine(checkpoint)) })
      const exported = await client.request('profile.export', {})
      const seconds = Math.round((performance.now() - begun) / 100) / 10
      answer(
        { seed: number, seconds, ...result, profile: JSON.parse(exported.json) },
        paragraphs(demoText(result, style), 'What the profile says', exported.markdown.trimEnd(), style.faint(`${seconds} s. The home of the demo is removed.`)),
      )
    } finally {
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    }
  },
})

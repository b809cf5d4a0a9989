// Writes src/agent/observe/outcomes/weights.ts: the weights that a folder of the form of `data/chats` teaches.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { featuresOf } from '../../src/agent/observe/outcomes/features.ts'
import { LOOKS_AT } from '../../src/agent/observe/outcomes/model.ts'
import { appRoot } from '../../src/agent/paths.ts'
import { readChats } from './chat-data.ts'
import { HEAD_OF } from './chat-outcomes.ts'
import { dataFolder } from './data.ts'
import { fit } from './logistic.ts'

const sets = await readChats(dataFolder(process.argv[2], 'chats'))
const heads = sets.flatMap(({ name, asked, examples }): readonly string[] => {
  if (name === 'aider, words alone') return []
  const weights = fit(examples.map(({ exchange, came }) => ({ features: featuresOf(exchange), came })), LOOKS_AT[HEAD_OF[name]])
  const lines = Object.entries(weights).map(([feature, weight]) => `${/^\w+$/.test(feature) ? feature : `'${feature}'`}: ${weight.toFixed(2)}`)
  const people = new Set(examples.map(({ person }) => person)).size
  return [`  // ${name}: ${asked}? ${examples.length} answers, ${examples.filter(({ came }) => came).length} yes, ${people} people or dialogues.\n  ${HEAD_OF[name]}: { ${lines.join(', ')} },`]
})
const text = `// Made by \`npm run learn:outcomes\`: logistic regression with a normal prior (standard deviation 1) on each weight but that of "always".
// What they are worth on people left out is measured by \`npm run bench -- hindsight\`.

import type { Head, Weights } from './model.ts'

export const WEIGHTS: Readonly<Record<Head, Weights>> = {
${heads.join('\n')}
}
`
const file = join(appRoot(), 'src/agent/observe/outcomes/weights.ts')
await writeFile(file, text)
process.stdout.write(`${file}\n${text}`)

// Writes test/bench/generic-start.json: what the conversations in a folder of the form of `data/polis` have in common.

import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CUES } from '../../src/agent/game/cues.ts'
import { appRoot } from '../../src/agent/paths.ts'
import { dataFolder, hasVotes, readVotes } from './data.ts'
import { genericStartSchema, learnFolder } from './generic-start.ts'

const parent = dataFolder(process.argv[2], 'polis')
const names = (await readdir(parent)).filter((name) => hasVotes(join(parent, name))).sort()
if (names.length === 0) throw new Error(`${parent} holds no folder of votes (statements.jsonl with votes.csv).`)
const folders = await Promise.all(names.map(async (name) => learnFolder(name, await readVotes(join(parent, name)))))
const file = join(appRoot(), 'test/bench/generic-start.json')
await writeFile(file, `${JSON.stringify(genericStartSchema.parse({ version: 1, cues: CUES, folders }), null, 1)}\n`)
process.stdout.write(`${file}: ${names.join(', ')}\n`)

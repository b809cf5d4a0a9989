import { writeSync } from 'node:fs'
import { openAgent } from '../../src/agent/agent.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'

// Opens a home, adds a rule, and says so before and after, until it is killed: `node … HOME RULE`.

const [home, rule] = [process.argv[2]!, process.argv[3]!]
// Written at once: a line that was printed is out of this process, whatever happens next.
const print = (line: string): void => void writeSync(1, `${line}\n`)

const agent = await openAgent({ home, openStore, embedder: await openEmbedder(embedderFile()) })
await agent.settled()
print('adding')
await agent.handlers['exclusions.add']({ rule, sourceId: null })
print('added')
setInterval(() => undefined, 1000)

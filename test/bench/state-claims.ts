// What later notes are taken to say of accepted states, where nothing can be true but by chance: the states are the library's, the
// notes real ones of people who never saw them. So each claim counts as false. How many true ones are missed is not measured: there is
// no public data of people's states with what became of them.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import { intentsIn } from '../../src/agent/observe/intent.ts'
import { fatesOfState } from '../../src/agent/observe/outcomes/of-state.ts'
import { dot } from '../../src/agent/propose/vectors.ts'
import { publicData } from './data.ts'
import { readPassages } from './passages.ts'
import type { Row } from './rows.ts'
import { readStates } from './states.ts'
import { bootstrap, mean } from './statistics.ts'
import { readTexts } from './vault.ts'

const VAULTS = ['davidgasquez-handbook', 'jackyzha0-garden', 'obahareth-knowledge'] as const
/** From which a finding becomes evidence, as in `state-outcomes`. */
const LEAST_PROBABILITY = 0.5
const LISTED = 5

/** Nothing where the notes are not there. */
export async function stateClaimRows(seed: number, say: (line: string) => void): Promise<readonly Row[]> {
  const folders = VAULTS.map((vault) => join(publicData(), 'vaults', vault)).filter((folder) => existsSync(folder))
  if (folders.length === 0) {
    say(`No notes at ${join(publicData(), 'vaults')}: how often something is wrongly taken for what became of a state is not measured.`)
    return []
  }
  const passages = (await Promise.all(folders.map(async (folder) => readPassages(folder, seed, await notesIn(folder))))).flat()
  const heard = passages.map((passage) => intentsIn(passage)).filter((intents) => intents.length > 0)
  const { states } = await readStates(undefined, say)
  await using embedder = await openEmbedder(embedderFile())
  const vectors = await embedder.embed(heard.flat().map(({ quote }) => quote))
  const vectorOf = new Map(heard.flat().map((intent, index) => [intent, vectors[index]!]))
  const told = states.map(({ text, item }) => {
    const claims = heard.flatMap((intents) => fatesOfState(text, intents.map((intent) => ({ intent, likeness: dot(vectorOf.get(intent)!, item.vector) }))))
    return { text, claims: claims.filter(({ probability }) => probability >= LEAST_PROBABILITY) }
  })
  say(`${passages.length} passages of ${folders.length} people, ${heard.flat().length} sentences that say something of an aim, held against ${states.length} states that nobody there has seen`)
  for (const { text, claims } of told.filter(({ claims }) => claims.length > 0).slice(0, LISTED)) say(`taken for what became of "${text}": ${claims[0]!.verdict}, "${claims[0]!.quote}"`)
  const counts = told.map(({ claims }) => Number(claims.length > 0))
  const [low, high] = bootstrap(counts, mean)
  // Of none in n, a share of three in n cannot be ruled out (Hanley and Lippman-Hand 1983).
  return [{ name: 'states.falseClaims', value: mean(counts), unit: 'share of states, at most', low, high: Math.max(high, 3 / states.length), n: states.length }]
}

const notesIn = async (folder: string): Promise<readonly string[]> => (await readTexts(folder)).map(({ file }) => file)

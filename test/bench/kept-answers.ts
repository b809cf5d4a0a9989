// What a model answered in earlier runs.

import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { ask } from '../../src/agent/model/decisions/ask.ts'
import type { Decide } from '../../src/agent/model/decisions/ask.ts'
import { askedKey } from '../../src/agent/model/decisions/questions.ts'
import type { Asked } from '../../src/agent/model/decisions/questions.ts'
import { fileDigest } from '../../src/agent/model/file-digest.ts'
import { textKey } from '../../src/agent/model/text-key.ts'
import { appRoot } from '../../src/agent/paths.ts'

/** A model's probabilities of the options of what it is asked, in their order. */
export type KeptAnswers = Readonly<{
  has: (asked: Asked) => boolean
  of: (asked: Asked) => Promise<readonly number[]>
}>

const line = z.tuple([z.string(), z.array(z.number()).readonly()])

/** Kept in `build/bench/` as they come, by the model's bytes and all that it is shown: what was asked in a run that ended early is not asked again. */
export async function openKeptAnswers(model: string, decide: Decide, folder = join(appRoot(), 'build', 'bench')): Promise<KeptAnswers> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, `answers-${basename(model, '.gguf')}-${textKey(`${await fileDigest(model)} ${await libraryVersion()}`)}.jsonl`)
  const known = new Map(await readKept(file))
  return {
    has: (asked) => known.has(askedKey(asked)),
    of: async (asked) => {
      const before = known.get(askedKey(asked))
      if (before) return before
      const found = await ask(decide, asked, { priority: 'background' })
      known.set(askedKey(asked), found)
      // The end of the line comes first, so that one which a run that was cut left half stays by itself.
      await appendFile(file, `\n${JSON.stringify([askedKey(asked), found])}`)
      return found
    },
  }
}

async function libraryVersion(): Promise<string> {
  const { dependencies } = z.object({ dependencies: z.object({ 'node-llama-cpp': z.string() }) }).parse(JSON.parse(await readFile(join(appRoot(), 'package.json'), 'utf8')))
  return dependencies['node-llama-cpp']
}

async function readKept(file: string): Promise<readonly z.infer<typeof line>[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').flatMap((each) => {
      const kept = line.safeParse(parsed(each))
      return kept.success ? [kept.data] : []
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

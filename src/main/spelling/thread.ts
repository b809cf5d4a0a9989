import { parentPort } from 'node:worker_threads'
import { toErrorBody } from '../../agent/contract/errors.ts'
import type { ThreadJob, ThreadResult } from '../../agent/thread.ts'
import { readDictionaries } from './languages.ts'
import { openSpeller } from './speller.ts'
import type { Speller } from './speller.ts'

export type SpellingJob = Readonly<{ languages: readonly string[]; words: readonly string[] }>

const port = parentPort
if (!port) throw new Error('This file is a worker thread of the window and does nothing by itself.')

let opening: Promise<Speller> | null = null

async function perform(kind: string, { languages, words }: SpellingJob): Promise<readonly string[]> {
  const speller = await (opening ??= readDictionaries(languages).then(openSpeller))
  return kind === 'suggestions' ? words.flatMap(speller.suggestions) : speller.misspelt(words)
}

port.on('message', ({ id, kind, input }: ThreadJob) => {
  perform(kind, input as SpellingJob).then(
    (value) => port.postMessage({ id, value } satisfies ThreadResult),
    (error: unknown) => port.postMessage({ id, error: toErrorBody(error) } satisfies ThreadResult),
  )
})

import { openRules } from '../rules.ts'
import { chats } from './reader.ts'
import type { DryRunRead, NoteRead } from '../types.ts'

/** What is to be read of an export, as plain data: it may be read in another thread. */
export type ChatJob = Readonly<{
  path: string
  folders: readonly string[]
  /** Conversation → content hash. */
  known: ReadonlyMap<string, string>
  /** As they were written. */
  rules: readonly string[]
  tacits: readonly string[]
  areRulesNew: boolean
  only: readonly string[] | null
  others: readonly string[]
}>

/** `looked`: conversations that were gone through, of how many about; null where that is as before. */
export type ChatPortion = Readonly<{ reads: readonly NoteRead[]; looked: readonly [done: number, total: number] | null; isDone: boolean }>

/** Reads exports a portion at a time, for whoever has the number of the work. */
export type ChatDesk = Readonly<{
  chatsBegin: (input: Readonly<{ id: number; job: ChatJob }>) => Promise<void>
  chatsNext: (id: number) => Promise<ChatPortion>
  /** Calls off what is still being done. */
  chatsEnd: (id: number) => Promise<void>
  chatsDryRun: (input: Readonly<{ id: number; path: string; seed: number; rules: readonly string[]; others: readonly string[] }>) => Promise<DryRunRead>
  chatsHold: (path: string) => Promise<boolean>
}>

const PASSAGES_OF_PORTION = 1024
const READS_OF_PORTION = 1000
/** What was read by then is handed over, so that the person sees how far it is. */
const PORTION_MS = 1500

type Work = { controller: AbortController; reads: AsyncGenerator<NoteRead> | null; looked: readonly [number, number] | null }

export function openChatDesk(): ChatDesk {
  const works = new Map<number, Work>()

  function begin(id: number): Work {
    const work: Work = { controller: new AbortController(), reads: null, looked: null }
    works.set(id, work)
    return work
  }

  return {
    chatsBegin: async ({ id, job: { path, folders, known, rules, only, ...options } }) => {
      const work = begin(id)
      const onFile = (done: number, total: number): void => void (work.looked = [done, total])
      work.reads = chats.read(path, folders, known, { ...options, rules: openRules(rules), signal: work.controller.signal, onFile, ...(only && { only }) })
    },
    chatsNext: async (id) => {
      const work = works.get(id)
      const reads: NoteRead[] = []
      const until = performance.now() + PORTION_MS
      for (let passages = 0; passages < PASSAGES_OF_PORTION && reads.length < READS_OF_PORTION && performance.now() < until; ) {
        const next = await work?.reads?.next()
        if (next === undefined || next.done === true) return { reads, looked: work?.looked ?? null, isDone: true }
        reads.push(next.value)
        if (next.value.kind === 'read') passages += next.value.passages.length
      }
      return { reads, looked: work!.looked, isDone: false }
    },
    chatsEnd: async (id) => {
      const work = works.get(id)
      works.delete(id)
      work?.controller.abort()
    },
    chatsDryRun: async ({ id, path, seed, rules, others }) => {
      const { signal } = begin(id).controller
      try {
        return await chats.dryRun(path, { seed, signal, others, rules: openRules(rules) })
      } finally {
        works.delete(id)
      }
    },
    chatsHold: (path) => chats.holds(path),
  }
}

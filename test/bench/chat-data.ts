// Chats in which it is known what became of an answer, from other sides than the words of the next turn.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Exchange, Heard } from '../../src/agent/observe/outcomes/features.ts'

/** One answer, whose it was to judge, and whether it came so; those with `isScored` false are learnt from and never counted. */
export type Example = Readonly<{ person: string; exchange: Exchange; came: boolean; isScored: boolean }>
export type ChatSet = Readonly<{ name: 'realhumaneval' | 'eurtad' | 'aider' | 'aider, words alone'; asked: string; examples: readonly Example[] }>

const FAILURE = /Traceback|\b\w*(?:Error|Exception)\b\s*:|^\s*at \S+ \(|exit code|npm ERR/m
const heard = (text: string, at: number | null = null): Heard => ({ text, pasted: '', holdsCode: text.includes('```'), holdsFailure: FAILURE.test(text), at })
const linesOf = async (file: string): Promise<readonly unknown[]> => (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown)

const PLACES = { realhumaneval: ['realhumaneval', 'chats.jsonl'], eurtad: ['eurtad', 'labels.jsonl'], aider: ['markdown', 'aider', 'aider.chat.history.md'] } as const

type Place = keyof typeof PLACES

/** The file of a set: where `data/chats` has it, or at the top of a folder of that set alone. */
const fileOf = (folder: string, name: Place): string | null => [join(folder, ...PLACES[name]), join(folder, PLACES[name].at(-1)!)].find((file) => existsSync(file)) ?? null

/** Whether a folder has the form of `data/chats`: any of the three. */
export const hasChats = (folder: string): boolean => (Object.keys(PLACES) as Place[]).some((name) => fileOf(folder, name) !== null)

export async function readChats(folder: string): Promise<readonly ChatSet[]> {
  const sets: ChatSet[] = []
  const [copied, feedback, undone] = [fileOf(folder, 'realhumaneval'), fileOf(folder, 'eurtad'), fileOf(folder, 'aider')]
  if (copied) sets.push({ name: 'realhumaneval', asked: 'was the answer copied', examples: await readCopied(copied) })
  if (feedback) sets.push({ name: 'eurtad', asked: 'does the turn judge the answer', examples: await readFeedback(feedback) })
  if (undone) {
    const asked = 'was the edit undone'
    sets.push({ name: 'aider', asked, examples: await readUndone(undone, false) })
    // As if the command that undoes had not been seen.
    sets.push({ name: 'aider, words alone', asked, examples: await readUndone(undone, true) })
  }
  return sets
}

const chatSchema = z.object({
  person: z.string(),
  messages: z.array(z.discriminatedUnion('role', [
    z.object({ role: z.literal('user'), t: z.number(), content: z.string() }),
    z.object({ role: z.literal('assistant'), content: z.string(), copied: z.array(z.unknown()) }),
  ])),
})

async function readCopied(file: string): Promise<readonly Example[]> {
  return (await linesOf(file)).flatMap((line) => {
    const { person, messages } = chatSchema.parse(line)
    let request = heard('')
    return messages.flatMap((message, index): readonly Example[] => {
      if (message.role === 'user') {
        request = heard(message.content, 1000 * message.t)
        return []
      }
      const next = messages.slice(index + 1).find(({ role }) => role === 'user')
      const exchange = { request, answer: heard(message.content), next: next?.role === 'user' ? heard(next.content, 1000 * next.t) : null }
      return [{ person, exchange, came: message.copied.length > 0, isScored: true }]
    })
  })
}

const labelSchema = z.object({ source: z.string(), id: z.string(), turn: z.int(), context: z.array(z.tuple([z.string(), z.string()])), user: z.string(), feedback: z.boolean().nullable() })
const dialogueSchema = z.object({
  source: z.string(),
  id: z.string(),
  turns: z.array(z.object({ utterance: z.string(), response: z.string() })),
  // Some files have another shape of annotations, of which nothing is known.
  annotations: z.array(z.object({ turn: z.int().default(-1), annotation: z.array(z.object({ user_correction: z.string().nullable().default(null) })).default([]) })).optional(),
})

const exchangeOf = (context: readonly (readonly [string, string])[], user: string): Exchange => ({
  request: heard(context.at(-1)?.[0] ?? ''),
  answer: heard(context.at(-1)?.[1] ?? ''),
  // Some of the sources number their lines.
  next: heard(user.replace(/^\s*\d+ /, '')),
})

/** The benchmark's turns are scored; other turns that its annotators judged are learnt from, with their whole dialogue in one fold. */
async function readFeedback(file: string): Promise<readonly Example[]> {
  const labels = (await linesOf(file)).map((line) => labelSchema.parse(line))
  const scored = labels.flatMap(({ source, id, context, user, feedback }): readonly Example[] =>
    feedback === null ? [] : [{ person: `${source}/${id}`, exchange: exchangeOf(context, user), came: feedback, isScored: true }],
  )
  const isLabelled = new Set(labels.map(({ source, id, turn }) => `${source}/${id}#${turn}`))
  const whole = file.replace(/labels\.jsonl$/, 'dialogues.jsonl')
  const more = existsSync(whole) ? (await linesOf(whole)).map((line) => dialogueSchema.parse(line)) : []
  return [
    ...scored,
    ...more.flatMap(({ source, id, turns, annotations = [] }) =>
      annotations.flatMap(({ turn, annotation }): readonly Example[] => {
        const votes = annotation.map(({ user_correction: vote }) => vote)
        const [yes, no] = ['C1', 'C2'].map((code) => votes.filter((vote) => vote === code).length) as [number, number]
        const said = turns[turn]?.utterance
        if (yes === no || said === undefined || isLabelled.has(`${source}/${id}#${turn}`)) return []
        const context = turns.slice(0, turn).map(({ utterance, response }) => [utterance, response] as const)
        return [{ person: `${source}/${id}`, exchange: exchangeOf(context, said), came: yes > no, isScored: false }]
      }),
    ),
  ]
}

type Turn = { by: 'person' | 'assistant'; text: string; commits: string[] }

/** Answers that were committed; undone where the log says later that one of their commits was removed. A chat is one person. */
async function readUndone(file: string, wordsAlone: boolean): Promise<readonly Example[]> {
  const chats = (await readFile(file, 'utf8')).split(/^# aider chat started at .*$/m).slice(1)
  return chats.flatMap((chat, number) => {
    const turns = turnsOf(chat)
    const removed = new Set([...chat.matchAll(/^> Removed: ([0-9a-f]{7})/gm)].map((match) => match[1]!))
    return turns.flatMap(({ by, text, commits }, index): readonly Example[] => {
      if (by === 'person') return []
      if (commits.length === 0) return []
      const request = turns.slice(0, index).findLast((turn) => turn.by === 'person' && !turn.text.startsWith('/'))
      const later = turns.slice(index + 1)
      const said = later.slice(0, later.findIndex((turn) => turn.by === 'assistant') >>> 0).map((turn) => turn.text)
      const words = wordsAlone ? said.filter((each) => !each.startsWith('/')) : said
      const next = words.length > 0 ? heard(words.join('\n')) : null
      const exchange = { request: heard(request?.text ?? ''), answer: heard(text), next }
      return [{ person: `chat ${number}`, exchange, came: commits.some((commit) => removed.has(commit)), isScored: true }]
    })
  })
}

function turnsOf(chat: string): readonly Turn[] {
  const turns: Turn[] = []
  let isOpen = false
  for (const line of chat.split('\n')) {
    const said = /^#### ?(.*?) *$/.exec(line)?.[1]
    const commit = /^> Commit ([0-9a-f]{7}) /.exec(line)?.[1]
    if (said !== undefined) {
      // Lines that follow one another are one turn.
      if (isOpen) turns.at(-1)!.text += `\n${said}`
      else turns.push({ by: 'person', text: said, commits: [] })
      isOpen = true
      continue
    }
    isOpen = false
    if (commit !== undefined && turns.at(-1)?.by === 'assistant') turns.at(-1)!.commits.push(commit)
    if (line.startsWith('> ') || line.trim() === '') continue
    if (turns.at(-1)?.by === 'assistant') turns.at(-1)!.text += `\n${line}`
    else turns.push({ by: 'assistant', text: line, commits: [] })
  }
  return turns
}

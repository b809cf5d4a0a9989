// The two forms of data folders: people's votes on short texts (statements.jsonl, votes.csv) and people's choices between
// two texts (arguments.jsonl, votes.tsv), each file plain or gzipped.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { appRoot } from '../../src/agent/paths.ts'

export type Vote = Readonly<{ text: string; verdict: 'agree' | 'pass' | 'disagree' }>
export type Choice = Readonly<{ first: string; second: string; choice: 'first' | 'second' | 'equal' }>
/** One person's answers, in order of the file; `id` names the person within the folder. */
export type Person<Answer> = Readonly<{ id: string; answers: readonly Answer[] }>
export type Votes = Readonly<{ form: 'votes'; folder: string; texts: readonly string[]; people: readonly Person<Vote>[] }>
export type Choices = Readonly<{ form: 'choices'; folder: string; texts: readonly string[]; people: readonly Person<Choice>[] }>

export const publicData = (): string => join(appRoot(), '..', 'shared', 'data')

/** The folder named, or the public one beside the repository. */
export function dataFolder(named: string | undefined, ...usual: readonly string[]): string {
  const folder = named === undefined ? join(publicData(), ...usual) : resolve(named)
  if (!existsSync(folder)) throw new Error(`There is no data at ${folder}.${named === undefined ? ' Name a folder of that form with --data.' : ''}`)
  return folder
}

async function read(folder: string, file: string): Promise<string> {
  for (const name of [file, `${file}.gz`]) {
    const path = join(folder, name)
    if (existsSync(path)) return (name === file ? await readFile(path) : gunzipSync(await readFile(path))).toString('utf8')
  }
  throw new Error(`${folder} has no ${file} and no ${file}.gz.`)
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '')

const has = (folder: string, file: string): boolean => existsSync(join(folder, file)) || existsSync(join(folder, `${file}.gz`))
export const hasVotes = (folder: string): boolean => has(folder, 'statements.jsonl') && has(folder, 'votes.csv')

export async function readData(folder: string): Promise<Votes | Choices> {
  if (hasVotes(folder)) return readVotes(folder)
  if (has(folder, 'arguments.jsonl') && has(folder, 'votes.tsv')) return readChoices(folder)
  throw new Error(`${folder} holds neither votes (statements.jsonl with votes.csv) nor choices (arguments.jsonl with votes.tsv).`)
}

const VERDICTS: Readonly<Record<string, Vote['verdict']>> = { '1': 'agree', '0': 'pass', '-1': 'disagree' }

const statementSchema = z.object({ id: z.union([z.number(), z.string()]), text: z.string() })

export async function readVotes(folder: string): Promise<Votes> {
  const statements = linesOf(await read(folder, 'statements.jsonl')).map((line) => statementSchema.parse(JSON.parse(line)))
  const texts = new Map(statements.map(({ id, text }) => [String(id), text.trim()]))
  const people = new Map<string, Map<string, Vote>>()
  for (const line of linesOf(await read(folder, 'votes.csv')).slice(1)) {
    const [person, statement, vote] = line.trim().split(',') as [string, string, string]
    const text = texts.get(statement)
    const verdict = VERDICTS[vote]
    if (text === undefined || text === '' || verdict === undefined) continue
    const answers = people.get(person) ?? new Map<string, Vote>()
    people.set(person, answers.set(text, { text, verdict }))
  }
  return { form: 'votes', folder, texts: [...new Set(texts.values())].filter((text) => text !== ''), people: Array.from(people, ([id, answers]) => ({ id, answers: [...answers.values()] })) }
}

/** Answers that decide: without passes. */
export const decided = (people: readonly Person<Vote>[]): readonly Person<Vote>[] =>
  people.map(({ id, answers }) => ({ id, answers: answers.filter(({ verdict }) => verdict !== 'pass') }))

const LABELS: Readonly<Record<string, Choice['choice']>> = { a1: 'first', a2: 'second', equal: 'equal' }

async function readChoices(folder: string): Promise<Choices> {
  const statements = linesOf(await read(folder, 'arguments.jsonl')).map((line) => statementSchema.parse(JSON.parse(line)))
  const texts = new Map(statements.map(({ id, text }) => [String(id), text.trim()]))
  const people = new Map<string, Choice[]>()
  for (const line of linesOf(await read(folder, 'votes.tsv')).slice(1)) {
    const [person, a, b, label] = line.split('\t') as [string, string, string, string]
    // The corpus writes an argument's id with "arg" before it.
    const [first, second] = [a, b].map((id) => texts.get(id) ?? texts.get(id.replace(/^arg/, '')))
    const choice = LABELS[label]
    if (!first || !second || first === second || choice === undefined) continue
    people.set(person, [...(people.get(person) ?? []), { first, second, choice }])
  }
  return { form: 'choices', folder, texts: [...new Set(texts.values())], people: Array.from(people, ([id, answers]) => ({ id, answers })) }
}

import { Binary, Field, FixedSizeList, Float32, Float64, Int32, Schema, Utf8 } from 'apache-arrow'
import type { DataType } from 'apache-arrow'
import { z } from 'zod'
import { SPEAKERS } from '../contract/entities.ts'
import type { Card, Reasons, Sealed } from '../contract/entities.ts'
import { jsonProblem } from './json.ts'
import type { LedgerRow, PassageRow, ProposalRow, SettingRow, SourceRow, StateRow } from './types.ts'

/** One table: `version` counts the migrations that its rows have been through, and 1 is the first. */
export type Definition<Row> = Readonly<{
  name: TableName
  version: number
  key: readonly string[]
  schema: Schema
  /** The column whose words are searched. */
  searched?: string
  row: z.ZodType<Row>
}>

export const SAID_TABLES = ['ledger', 'proposals', 'sources', 'settings', 'states'] as const
export const TABLE_NAMES = [...SAID_TABLES, 'memories', 'vectors', 'prepared'] as const
export type SaidTable = (typeof SAID_TABLES)[number]
export type TableName = (typeof TABLE_NAMES)[number]

export type VectorRow = Readonly<{ key: string; embedder: string; vector: Uint8Array }>
export type PreparedRow = Readonly<{ id: string; sourceId: string; embedder: string; vector: Uint8Array }>

export type Layout = Readonly<{
  ledger: Definition<LedgerRow>
  proposals: Definition<ProposalRow>
  sources: Definition<SourceRow>
  settings: Definition<SettingRow>
  states: Definition<StateRow>
  memories: Definition<PassageRow>
  vectors: Definition<VectorRow>
  prepared: Definition<PreparedRow>
}>

// Without it LanceDB compresses text, and nobody could search the files for what should be gone.
const plain = new Map([['lance-encoding:compression', 'none']])
export const JSON_MARK = 'tacit:json'

function column(name: string, type: DataType, { nullable = false, json = false } = {}): Field {
  return new Field(name, type, nullable, json ? new Map([...plain, [JSON_MARK, 'true']]) : plain)
}
const text = (name: string, nullable = false): Field => column(name, new Utf8(), { nullable })
const json = (name: string): Field => column(name, new Utf8(), { json: true })
const whole = (name: string): Field => column(name, new Int32())
const real = (name: string, nullable = false): Field => column(name, new Float64(), { nullable })

// Half a surrogate pair would come back from LanceDB as another character than it went in.
const words = z.string().transform((value) => (/\p{Surrogate}/u.test(value) ? Buffer.from(value).toString() : value))
const name = z.string().min(1).pipe(words)
const anyJson = z.unknown().superRefine((value, context) => {
  const problem = jsonProblem(value, '')
  if (problem) context.addIssue(`not JSON: ${problem}`)
})
const jsonOf = <Value>(): z.ZodType<Value> => anyJson as z.ZodType<Value>

const ledger: Layout['ledger'] = {
  name: 'ledger',
  version: 1,
  key: ['id'],
  schema: new Schema([whole('id'), real('at'), text('kind'), text('proposalId', true), text('topic', true), text('text'), json('data')]),
  row: z.strictObject({ id: z.int32().min(1), at: z.number(), kind: name, proposalId: name.nullable(), topic: name.nullable(), text: words, data: anyJson }),
}

const proposals: Layout['proposals'] = {
  name: 'proposals',
  version: 2,
  key: ['id'],
  schema: new Schema([text('id'), real('at'), text('status'), json('card'), json('sealed'), json('reasons'), json('data')]),
  row: z.strictObject({
    id: name,
    at: z.number(),
    status: z.enum(['open', 'answered', 'withdrawn']),
    card: jsonOf<Card>(),
    sealed: jsonOf<Sealed | null>(),
    reasons: jsonOf<Reasons | null>(),
    data: anyJson,
  }),
}

const sources: Layout['sources'] = {
  name: 'sources',
  version: 2,
  key: ['id'],
  schema: new Schema([text('id'), real('at'), text('name'), text('path'), json('data')]),
  row: z.strictObject({ id: name, at: z.number(), name: words, path: words, data: anyJson }),
}

const settings: Layout['settings'] = {
  name: 'settings',
  version: 1,
  key: ['key'],
  schema: new Schema([text('key'), json('value')]),
  row: z.strictObject({ key: name, value: anyJson }),
}

const states: Layout['states'] = {
  name: 'states',
  version: 1,
  key: ['id'],
  schema: new Schema([text('id'), real('at'), text('status'), text('text'), json('data')]),
  row: z.strictObject({ id: name, at: z.number(), status: z.enum(['kept', 'retired']), text: words, data: anyJson }),
}

/** The length of a vector is part of a schema, so the table is made anew for an embedder of another length. */
export function memoriesSchema(dimensions: number): Schema {
  const vector = column('vector', new FixedSizeList(dimensions, new Field('item', new Float32(), true)), { nullable: true })
  return new Schema([
    text('id'), text('sourceId'), text('file'), text('heading', true), whole('lineStart'), whole('lineEnd'),
    text('text'), real('date', true), text('fileHash'), text('speaker'), text('conversation', true), column('turn', new Int32(), { nullable: true }), text('marks', true), text('embedder'), vector,
  ])
}

const floats = z.instanceof(Float32Array).refine((vector) => vector.length > 0 && vector.every(Number.isFinite) && vector.some((each) => each !== 0), {
  error: 'the vector is empty, all zero, or holds a number that is not finite',
})

const memories: Layout['memories'] = {
  name: 'memories',
  version: 2,
  key: ['id'],
  schema: memoriesSchema(384),
  searched: 'text',
  row: z.strictObject({
    id: name, sourceId: name, file: words, heading: words.nullable(), lineStart: z.int32(), lineEnd: z.int32(),
    text: words, date: z.number().nullable(), fileHash: words, speaker: z.enum(SPEAKERS), conversation: words.nullable(), turn: z.int32().nullable(), marks: words.nullable(),
    embedder: words, vector: floats.nullable(),
  }).refine(({ embedder, vector }) => (embedder === '') === (vector === null), 'a vector and the name of its embedder come together') as z.ZodType<PassageRow>,
}

const vectors: Layout['vectors'] = {
  name: 'vectors',
  version: 1,
  key: ['embedder', 'key'],
  schema: new Schema([text('key'), text('embedder'), column('vector', new Binary())]),
  row: z.strictObject({ key: name, embedder: name, vector: z.instanceof(Uint8Array) }),
}

const prepared: Layout['prepared'] = {
  name: 'prepared',
  version: 1,
  key: ['id'],
  schema: new Schema([text('id'), text('sourceId'), text('embedder'), column('vector', new Binary())]),
  row: z.strictObject({ id: name, sourceId: name, embedder: name, vector: z.instanceof(Uint8Array) }),
}

export const LAYOUT: Layout = { ledger, proposals, sources, settings, states, memories, vectors, prepared }

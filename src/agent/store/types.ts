import type { Card, Passage, Reasons, Sealed, Speaker } from '../contract/entities.ts'

// Times in milliseconds since 1970. `data` is any JSON value: plain objects, arrays, strings, finite numbers, booleans, null.

/** One row of the ledger. `kind` is a channel of the game, or another act such as `not-now`, `cannot-say`, `undo`. */
export type LedgerRow = Readonly<{
  id: number
  at: number
  kind: string
  proposalId: string | null
  topic: string | null
  text: string
  data: unknown
}>

export type ProposalStatus = 'open' | 'answered' | 'withdrawn'

/** A card with what was sealed when it was made. */
export type ProposalRow = Readonly<{
  id: string
  at: number
  status: ProposalStatus
  card: Card
  sealed: Sealed | null
  reasons: Reasons | null
  data: unknown
}>

export type SourceRow = Readonly<{ id: string; at: number; name: string; path: string; data: unknown }>

export type SettingRow = Readonly<{ key: string; value: unknown }>

/** A state that a model wrote; `retired` ones are offered no more, and stay so that they are not written again. */
export type StateRow = Readonly<{ id: string; at: number; status: 'kept' | 'retired'; text: string; data: unknown }>

/** A passage with its vector; `embedder` names the space, and two spaces are never compared. */
export type MemoryRow = Passage & Readonly<{ embedder: string; vector: Float32Array }>

/** A passage as it is kept: its words at once, its vector when it was computed. */
export type PassageRow = MemoryRow | (Passage & Readonly<{ embedder: ''; vector: null }>)

/** What is said in one act: on disk as a whole or not at all. A row with a known id (or key) replaces it. */
export type Said = Readonly<{
  ledger?: readonly LedgerRow[]
  proposals?: readonly ProposalRow[]
  sources?: readonly SourceRow[]
  settings?: readonly SettingRow[]
  states?: readonly StateRow[]
}>

/** A table that is held in memory and shows what is on disk: the ledger by id, proposals, sources and states by time, settings by key. */
export type Mirror<Key, Row> = Readonly<{
  all(): readonly Row[]
  get(key: Key): Row | undefined
  readonly size: number
}>

export type Near = Readonly<{ row: Passage; similarity: number }>

/** Passages come from files that can be read again, so they are not journalled: a promise resolves once LanceDB has them. */
export type Memories = Readonly<{
  /** A row with a known id replaces it. */
  put(rows: readonly PassageRow[]): Promise<void>
  /** In one step: readers see all of it or nothing, and so does the next start. */
  change(change: Readonly<{ put: readonly PassageRow[]; drop: readonly string[]; /** Whose ids no row has; the cheapest. */ add?: readonly PassageRow[]; /** Asked as the change takes its turn: what is forgotten from then on is forgotten after it. */ mayStay?: () => (row: PassageRow) => boolean }>): Promise<void>
  /** The passages of these files, with what vectors they have of this embedder. */
  rowsOf(sourceId: string, files: readonly string[], embedder: string): Promise<readonly PassageRow[]>
  /** The passages of these files. */
  passagesOf(sourceId: string, files: readonly string[]): Promise<readonly Passage[]>
  /** The ids of the passages that have no vector of this embedder yet, the newest first. */
  waiting(sourceId: string, embedder: string, wanted?: Readonly<{ files?: readonly string[] | undefined; most?: number }>): Promise<readonly string[]>
  countWaiting(sourceId: string, embedder: string, files?: readonly string[]): Promise<number>
  /** Merges what many small writes have left apart, and takes old versions off the disk; where there is little of it, nothing. */
  gather(): Promise<void>
  /** Gives passages that are still there their vectors, by id; those that went meanwhile stay gone. */
  giveVectors(embedder: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>
  /** Vectors of passages with exactly these texts, by text. */
  vectorsOf(embedder: string, texts: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>
  /** Passages of changed or vanished files go; their bytes go at the next `compact`. Returns how many went. */
  deleteFiles(sourceId: string, files: readonly string[]): Promise<number>
  /** For each file read so far the content hash that its passages came from; with `embedder` only files whose passages have its vectors, with `only` only these files. */
  files(sourceId: string, embedder?: string, only?: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** The files whose newest passages are the newest, at most so many: content hash, number of passages, and of those that have a vector of this embedder. */
  newestFiles(sourceId: string, embedder: string, most: number): Promise<ReadonlyMap<string, Readonly<{ hash: string; count: number; embedded: number }>>>
  count(sourceId?: string): Promise<number>
  /** In order of source, file and line. Each word of `query` must occur, whatever its case. */
  list(wanted: Readonly<{ query?: string; sourceId?: string; speaker?: Speaker; offset?: number; limit: number }>): Promise<Readonly<{ total: number; passages: readonly Passage[] }>>
  /** Those that hold every word of the query, the best first (BM25); where they are few, then those that hold them as parts of words. */
  search(query: string, wanted: Readonly<{ count: number; sourceId?: string; speaker?: Speaker }>): Promise<readonly Passage[]>
  get(ids: readonly string[]): Promise<readonly Passage[]>
  /** Calls `see` with the id of every passage, in no order. */
  eachId(see: (id: string) => void): Promise<void>
  /** Calls `see` with every text that has a vector of this embedder, in no order. */
  eachText(embedder: string, see: (text: string) => void): Promise<void>
  /** By cosine, the nearest first. `vector` has length one. */
  nearest(vector: Float32Array, wanted: Readonly<{ count: number; embedder: string; sourceId?: string; speaker?: Speaker }>): Promise<readonly Near[]>
  /** For each passage of the person's own that has a vector of this embedder what tells whether it has changed, by id; `after` leaves out what was not written after it (ms). */
  marks(embedder: string, after?: number): Promise<ReadonlyMap<string, string>>
  /** These passages with their vectors; those of another embedder are left out. */
  withVectors(embedder: string, ids: readonly string[]): Promise<readonly MemoryRow[]>
  /** Every passage with its vector, in portions; passages of another embedder are left out. */
  each(embedder: string, sourceId?: string): AsyncIterable<readonly MemoryRow[]>
}>

/** A cache of vectors of texts (library, ledger) by key, kept apart for each embedder. */
export type Vectors = Readonly<{
  get(embedder: string, keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>
  put(embedder: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>
  /** Of every embedder. */
  keys(): Promise<readonly string[]>
}>

/** The vectors that passages get when another embedder takes over; until then they are of no use to anyone. */
export type Prepared = Readonly<{
  /** The passages that have none of this embedder yet, the newest first, and how many have. Those of other embedders and of passages that went are dropped. */
  waiting(embedder: string): Promise<Readonly<{ ids: readonly string[]; done: number }>>
  put(embedder: string, passages: readonly Readonly<{ id: string; sourceId: string; vector: Float32Array }>[]): Promise<void>
  /** The passages have these vectors from now on and no others, in one step; a passage that has none waits for one. Returns how many have. */
  moveIn(embedder: string): Promise<number>
  clear(): Promise<void>
}>

export type Forgotten = Readonly<{
  ledgerIds?: readonly number[]
  proposalIds?: readonly string[]
  passageIds?: readonly string[]
  /** With every passage that came from them. */
  sourceIds?: readonly string[]
  settingKeys?: readonly string[]
  stateIds?: readonly string[]
  /** For every embedder. */
  vectorKeys?: readonly string[]
  /** Rows that are said in the same act, in the place of some that held words of what is forgotten: older versions of them go too. */
  instead?: Said
}>

/** How many rows went, by table; `backups` counts copies that older versions had left. */
export type ForgottenCounts = Readonly<{
  ledger: number
  proposals: number
  sources: number
  settings: number
  states: number
  passages: number
  vectors: number
  backups: number
}>

export type Store = AsyncDisposable &
  Readonly<{
    home: string
    /** What opening had to say: a torn line dropped, rows brought back from the journal, a migration done. */
    reports: readonly string[]
    ledger: Mirror<number, LedgerRow>
    proposals: Mirror<string, ProposalRow>
    sources: Mirror<string, SourceRow>
    settings: Mirror<string, SettingRow>
    states: Mirror<string, StateRow>
    memories: Memories
    vectors: Vectors
    prepared: Prepared
    /** Reserves an id: ascending, never given twice, not even after the row was forgotten. */
    nextLedgerId(): number
    /**
     * Resolves once it is synced to disk, and only then do the mirrors show it; LanceDB follows in the background.
     * Rejects with DISK_FULL or HOME_UNWRITABLE: then nothing of it is kept, and nothing said earlier is touched.
     */
    say(said: Said): Promise<void>
    /** Afterwards none of the bytes are left in the home: tables, old versions, journal, backups. Survives a crash half-way. */
    forget(what: Forgotten): Promise<ForgottenCounts>
    /** LanceDB has all that was said, synced, and the journal is trimmed. */
    flush(): Promise<void>
    /** Merges fragments and drops old versions; for idle times. */
    compact(): Promise<void>
  }>

export type StoreOptions = Readonly<{
  /** Told when LanceDB could not follow: the journal holds everything, and it is tried again. Defaults to nobody; then the next `flush`, or closing, rejects. */
  onTrouble?: (error: Error) => void
  /** Told when it follows again. */
  onOver?: () => void
}>

/** A value as SQL; the only place where a predicate is spelled. */
function literal(value: string | number): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number for a predicate`)
  return String(value)
}

export function is(column: string, value: string | number): string {
  return `${column} = ${literal(value)}`
}

export function isAbove(column: string, value: number): string {
  return `${column} > ${literal(value)}`
}

/** `values` is not empty. */
export function isIn(column: string, values: readonly (string | number)[]): string {
  return `${column} IN (${values.map(literal).join(', ')})`
}

/** Rows at these places of the table as it is now, as `withRowId` tells them; not empty. */
export function isPlacedIn(places: readonly bigint[]): string {
  return `_rowid IN (${places.join(', ')})`
}

/** The text holds the words, whatever their case. */
export function holds(column: string, words: string): string {
  return `contains(lower(${column}), ${literal(words.toLowerCase())})`
}

export function not(predicate: string): string {
  return `NOT (${predicate})`
}

export function all(predicates: readonly string[]): string | undefined {
  return predicates.length === 0 ? undefined : predicates.map((each) => `(${each})`).join(' AND ')
}

export function any(predicates: readonly string[]): string | undefined {
  return predicates.length === 0 ? undefined : predicates.map((each) => `(${each})`).join(' OR ')
}

/** Why a value would not come back from JSON as it is, or null. Properties that are undefined count as absent. */
export function jsonProblem(value: unknown, path = 'data'): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} is ${value}`
  if (Array.isArray(value)) return first(value.map((each, index) => [`${path}[${index}]`, each]))
  if (typeof value !== 'object') return `${path} is ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return `${path} is a ${value.constructor.name}, not a plain object`
  return first(Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) => [`${path}.${key}`, each]))
}

function first(entries: readonly (readonly [path: string, value: unknown])[]): string | null {
  for (const [path, value] of entries) {
    const problem = jsonProblem(value, path)
    if (problem) return problem
  }
  return null
}

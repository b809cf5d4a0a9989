import { isUtf8 } from 'node:buffer'

/** One JSON value of a stream, or what is wrong with one. After a problem, values from inside the damaged one may come. */
export type Slice =
  | Readonly<{ kind: 'value'; value: unknown; isUtf8: boolean; bytes: number }>
  | Readonly<{ kind: 'problem'; reason: 'damaged' | 'cut short' | 'too large' | 'too deep' }>

/** `isAlone`: what follows the first array is none of it. */
export type SliceOptions = Readonly<{ maxBytes: number; maxDepth?: number; isAlone?: boolean }>

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const NEWLINE = 0x0a
const WRAPPER = /^\s*\{(?:[^{}[\]"]|"(?:[^"\\]|\\.)*")*?"(?:conversations|loglines)"\s*:\s*$/
const FIRST_KEY = /^\{\s*("(?:[^"\\\n]|\\.){1,60}")\s*:/
/** Damage is looked through again for what it swallowed, up to this many bytes in all. */
const MAX_SEARCHED = 512 * 1024 * 1024
const SEARCH_BYTES = 1024 * 1024

/**
 * Cuts a stream of JSON into its values and parses one at a time: the elements of an array, those of the array in
 * `{"conversations": […]}` or `{"loglines": […]}`, values one a line, or the one value that there is. Damage costs the value that
 * has it: a value that does not parse, or that never ends, is looked through for the start of the next one.
 */
export async function* sliceJson(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, { maxBytes, maxDepth = 1000, isAlone = false }: SliceOptions): AsyncGenerator<Slice> {
  const open: number[] = []
  /** Values start where this many brackets are open. */
  let base = 0
  let firstKey: string | null = null
  let pieces: Buffer[] = []
  let captured = 0
  let isInside = false
  let inString = false
  let isEscaped = false
  let isLost = false
  let lostTail = ''
  let searched = 0
  let isFirstByte = true
  let isOver = false
  const queue: Buffer[] = []

  /** Gives up the value at hand; what it swallowed is looked through for the next one. */
  function lose(chunk: Buffer, start: number, end: number): void {
    const rest = [...pieces, chunk.subarray(start, end)]
    if (firstKey === null) firstKey = keyOf(rest)
    const bytes = Buffer.concat(rest).subarray(1)
    queue.unshift(chunk.subarray(end))
    if (searched + bytes.length <= MAX_SEARCHED) {
      searched += bytes.length
      for (let from = Math.floor(bytes.length / SEARCH_BYTES) * SEARCH_BYTES; from >= 0; from -= SEARCH_BYTES) queue.unshift(bytes.subarray(from, from + SEARCH_BYTES))
    }
    open.length = base
    pieces = []
    captured = 0
    isInside = inString = isEscaped = false
    isLost = true
    lostTail = ''
  }

  /** Looks for the start of a value like the first one, or for a line that starts one. Returns where to go on. */
  function find(chunk: Buffer): number {
    const text = lostTail + chunk.toString('latin1')
    const pattern = base === 0 || firstKey === null ? /(?:^|\n)[ \t\r]*\{/g : new RegExp(`\\{\\s*${escapePattern(Buffer.from(firstKey).toString('latin1'))}\\s*:`, 'g')
    // What a value swallowed begins in the middle of a line.
    if (base === 0 && lostTail === '') pattern.lastIndex = text.startsWith('{') ? 1 : 0
    const match = pattern.exec(text)
    if (match === null) {
      lostTail = text.slice(-160)
      return chunk.length
    }
    const start = match.index + match[0].indexOf('{')
    isLost = false
    const before = lostTail.length
    lostTail = ''
    if (start >= before) return start - before
    queue.unshift(chunk)
    queue.unshift(Buffer.from(text.slice(start, before), 'latin1'))
    return chunk.length
  }

  function* scan(whole: Buffer): Generator<Slice, void> {
    let position = 0
    if (isFirstByte && whole.length > 0) {
      isFirstByte = false
      if (whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf) position = 3
    }
    let chunk = whole
    if (isLost) {
      const before = queue.length
      position = find(chunk)
      if (queue.length > before || position >= chunk.length) return
    }
    let start = position
    for (; position < chunk.length && !isOver; position += 1) {
      const byte = chunk[position]!
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (byte === BACKSLASH) isEscaped = true
        else if (byte === QUOTE) inString = false
        else if (byte === NEWLINE) {
          yield { kind: 'problem', reason: 'damaged' }
          return lose(chunk, isInside ? start : position, position)
        }
        continue
      }
      switch (byte) {
        case QUOTE:
          inString = true
          break
        case OPEN_OBJECT:
        case OPEN_ARRAY: {
          if (!isInside && open.length === base) {
            if (base === 0 && byte === OPEN_ARRAY) {
              open.push(byte)
              base = 1
              break
            }
            isInside = true
            start = position
          } else if (isInside && byte === OPEN_ARRAY && base === 0 && open.length === 1 && captured + position - start < 4096) {
            if (WRAPPER.test(Buffer.concat([...pieces, chunk.subarray(start, position)]).toString('latin1'))) {
              isInside = false
              pieces = []
              captured = 0
              open.push(byte)
              base = 2
              break
            }
          }
          open.push(byte)
          if (open.length - base > maxDepth) {
            yield { kind: 'problem', reason: 'too deep' }
            return lose(chunk, start, position)
          }
          break
        }
        case CLOSE_OBJECT:
        case CLOSE_ARRAY: {
          if (open.at(-1) !== (byte === CLOSE_OBJECT ? OPEN_OBJECT : OPEN_ARRAY)) {
            if (!isInside) break
            yield { kind: 'problem', reason: 'damaged' }
            return lose(chunk, start, position)
          }
          open.pop()
          if (isInside && open.length === base) {
            const bytes = Buffer.concat([...pieces, chunk.subarray(start, position + 1)])
            // What it was put together of need not lie beside what is made of it.
            if (pieces.length > 0) pieces = [bytes.subarray(0, bytes.length - (position + 1 - start))]
            const value = parse(bytes)
            if (value === undefined) {
              yield { kind: 'problem', reason: 'damaged' }
              return lose(chunk, start, position + 1)
            }
            if (firstKey === null) firstKey = keyOf([bytes])
            isInside = false
            pieces = []
            captured = 0
            yield { kind: 'value', value, isUtf8: isUtf8(bytes), bytes: bytes.length }
          } else if (!isInside && open.length < base) {
            if (isAlone) isOver = true
            base = 0
          }
          break
        }
        default:
      }
    }
    if (!isInside) return
    captured += chunk.length - start
    if (captured > maxBytes) {
      yield { kind: 'problem', reason: 'too large' }
      return lose(chunk, start, chunk.length)
    }
    pieces.push(chunk.subarray(start))
  }

  for await (const chunk of chunks) {
    queue.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    while (queue.length > 0 && !isOver) yield* scan(queue.shift()!)
    if (isOver) return
  }
  while (isInside) {
    yield { kind: 'problem', reason: 'cut short' }
    lose(Buffer.alloc(0), 0, 0)
    while (queue.length > 0) yield* scan(queue.shift()!)
  }
}

/** Undefined where it is not valid JSON. */
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown
    return undefined
  }
}

function keyOf(pieces: readonly Buffer[]): string | null {
  return FIRST_KEY.exec(Buffer.concat(pieces.slice(0, 2)).subarray(0, 200).toString('utf8'))?.[1] ?? null
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

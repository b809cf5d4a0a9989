/**
 * The data of server-sent events (HTML standard, section 9.2), one string an event, whatever the pieces that they come in:
 * cut inside a line, inside a character, or between the two marks of a line's end.
 * @param mostBytes throws a RangeError past so many bytes
 */
export async function* readEvents(pieces: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let bytes = 0
  let rest = ''
  let data: string[] = []

  function* lines(text: string, isLast: boolean): Generator<string> {
    rest += text
    // A return at the very end may be the first half of a line's end.
    const ends = isLast ? /\r\n|\r|\n/g : /\r\n|\r(?!$)|\n/g
    let start = 0
    for (const { 0: mark, index } of rest.matchAll(ends)) {
      yield rest.slice(start, index)
      start = index + mark.length
    }
    rest = rest.slice(start)
    if (isLast && rest !== '') yield rest
  }

  function take(line: string): string | null {
    if (line === '') {
      const event = data.length > 0 ? data.join('\n') : null
      data = []
      return event
    }
    if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5))
    // A server that is in trouble may say so under this name, as llama.cpp's does.
    else if (line.startsWith('error:')) data.push(`{"error":${line.slice(6).trim() || 'null'}}`)
    return null
  }

  for await (const piece of pieces) {
    bytes += piece.length
    if (bytes > mostBytes) throw new RangeError(`more than ${mostBytes.toLocaleString('en')} bytes came`)
    for (const line of lines(decoder.decode(piece, { stream: true }), false)) {
      const event = take(line)
      if (event !== null) yield event
    }
  }
  for (const line of [...lines(decoder.decode(), true), '']) {
    const event = take(line)
    if (event !== null) yield event
  }
}

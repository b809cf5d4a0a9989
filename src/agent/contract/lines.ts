import type { Readable } from 'node:stream'

/** Calls back for each complete line (without its end) of a UTF-8 stream; a line over `maxBytes` ends the stream with an error. */
export function onLines(stream: Readable, listener: (line: string) => void, maxBytes = 4_000_000): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    rest += chunk
    let end = rest.indexOf('\n')
    while (end >= 0) {
      const line = rest.slice(0, end)
      rest = rest.slice(end + 1)
      if (line !== '') listener(line)
      end = rest.indexOf('\n')
    }
    if (rest.length > maxBytes) stream.destroy(new Error(`A line of over ${maxBytes} bytes came in.`))
  })
}

import { createInterface } from 'node:readline'
import type { ReadStream } from 'node:tty'
import type { Keyboard } from './session.ts'

const END_KEYS = ['\u0003', '\u0004']

/** Single keys of a terminal, and a line to edit. Dispose it, so that the terminal is as it was. */
export function openKeyboard(input: ReadStream, output: NodeJS.WritableStream): Keyboard & Disposable {
  const pressed: string[] = []
  let waiting: ((key: string | null) => void) | null = null
  let hasEnded = false

  const take = (chunk: string): void => {
    // An arrow or another sequence is one key; pasted text is many.
    pressed.push(...(chunk.startsWith('\u001B') ? [chunk] : chunk))
    hand()
  }
  const end = (): void => {
    hasEnded = true
    hand()
  }
  const hand = (): void => {
    if (!waiting || (pressed.length === 0 && !hasEnded)) return
    const key = pressed.shift() ?? null
    const resolve = waiting
    waiting = null
    resolve(key !== null && END_KEYS.includes(key) ? null : key)
  }
  const listen = (): void => {
    input.setRawMode(true)
    input.setEncoding('utf8')
    input.on('data', take).on('end', end)
    input.resume()
  }
  const rest = (): void => {
    input.off('data', take).off('end', end)
    input.setRawMode(false)
    input.pause()
  }

  listen()
  return {
    key: () =>
      new Promise((resolve) => {
        waiting = resolve
        hand()
      }),
    edit: async (text) => {
      rest()
      try {
        return await editLine(input, output, text)
      } finally {
        listen()
      }
    },
    [Symbol.dispose]: rest,
  }
}

function editLine(input: ReadStream, output: NodeJS.WritableStream, text: string): Promise<string | null> {
  return new Promise((resolve) => {
    const line = createInterface({ input, output, terminal: true, prompt: '  ' })
    line.once('line', (edited) => {
      resolve(edited)
      line.close()
    })
    line.once('close', () => resolve(null))
    line.prompt()
    line.write(text)
  })
}

/** Asks yes or no on stderr, so that stdout stays the answer's. */
export function confirm(question: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = createInterface({ input: process.stdin, output: process.stderr })
    line.once('close', () => resolve(false))
    line.question(`${question} [y/n] `, (said) => {
      resolve(/^y(es)?$/i.test(said.trim()))
      line.close()
    })
  })
}

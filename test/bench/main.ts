import { parseArgs } from 'node:util'
import { BENCHES } from './benches.ts'
import { tableOf } from './rows.ts'

const USAGE = `usage: npm run bench -- NAME [--data FOLDER] [--json] [--people N] [--notes N] [--texts N] [--megabytes N] [--seed N] [--model FILE]
  NAME is one of: ${Object.keys(BENCHES).join(', ')}
  --data    a folder of the form that the bench reads; the public one beside the repository where none is named
  --people  how many people (or simulated ones) to measure
  --notes   how many notes to read, where the bench reads notes
  --texts   how many of their passages to embed, where that would take an hour
  --megabytes  how large an export of chats to read, where the bench reads one
  --model   a GGUF, where the bench needs one`

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** A whole number of at least `least`, or undefined where the option is absent. */
function wholeNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least) throw new RangeError(`--${name} needs a whole number of ${least} or more, not "${text}".`)
  return value
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string' }, json: { type: 'boolean', default: false }, people: { type: 'string' }, notes: { type: 'string' }, texts: { type: 'string' }, megabytes: { type: 'string' }, seed: { type: 'string' }, model: { type: 'string' } },
  })
  const [name, ...more] = positionals
  const run = name === undefined ? undefined : BENCHES[name]
  if (name === undefined || run === undefined || more.length > 0) throw new RangeError(name === undefined ? 'Which bench?' : `There is no bench "${positionals.join(' ')}".`)
  const options = { data: values.data, people: wholeNumber('people', values.people, 1), notes: wholeNumber('notes', values.notes, 10), texts: wholeNumber('texts', values.texts, 300), megabytes: wholeNumber('megabytes', values.megabytes, 1), seed: wholeNumber('seed', values.seed, 0) ?? 1, model: values.model, say }
  return { name, run, options, isJson: values.json }
}

async function main(): Promise<number> {
  let given: ReturnType<typeof readArguments>
  try {
    given = readArguments()
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
    return 2
  }
  const { name, run, options, isJson } = given
  try {
    const rows = await run(options)
    const table = tableOf(rows)
    if (isJson) say(table)
    process.stdout.write(`${isJson ? JSON.stringify({ bench: name, rows }) : table}\n`)
    return 0
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 1
  }
}

process.exitCode = await main()

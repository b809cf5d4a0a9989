// Draws the pictures of docs/the-game.md from the real game: `npm run pictures:game`.

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { appRoot, resource } from '../../../src/agent/paths.ts'
import { loadAxes } from '../../../src/agent/propose/library.ts'
import { readStates } from '../states.ts'
import { accuracyPicture, numbersSchema } from './accuracy-picture.ts'
import { calibrationPicture } from './calibration-picture.ts'
import { channelPicture } from './channel-picture.ts'
import { learningPicture } from './learning-picture.ts'
import { ratingPicture } from './rating-picture.ts'

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** The last line of `npm run bench -- preference --json`, kept as a file. */
async function readNumbers(file: string) {
  const last = (await readFile(file, 'utf8')).trim().split('\n').at(-1) ?? ''
  try {
    return { name: basename(file, '.json'), numbers: numbersSchema.parse(JSON.parse(last)) }
  } catch (cause) {
    throw new Error(`${file} does not end with the JSON line of the bench of preference.`, { cause })
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string', multiple: true }, seed: { type: 'string', default: '1' } } })
  const folder = join(appRoot(), 'docs', 'game')
  await mkdir(folder, { recursive: true })
  const files = values.from ?? (await readdir(folder)).filter((name) => name.endsWith('.json')).sort().map((name) => join(folder, name))
  const given = await readStates(undefined, say)
  const poles = (await loadAxes(resource('axes.json'))).map(({ left, right }) => `${left} ↔ ${right}`)
  const numbers = await Promise.all(files.map(readNumbers))
  const pictures: readonly (readonly [name: string, draw: () => string])[] = [
    ['rating', () => ratingPicture(given)],
    ['learning', () => learningPicture(given, poles, values.seed)],
    ['channel', () => channelPicture(given, values.seed)],
    ['calibration', () => calibrationPicture(given, values.seed)],
    ...(numbers.length === 0 ? [] : [['accuracy', () => accuracyPicture(numbers)] as const]),
  ]
  for (const [name, draw] of pictures) {
    const file = join(folder, `${name}.svg`)
    await writeFile(file, draw())
    say(file)
  }
  if (numbers.length === 0) say('No numbers of the bench of preference: accuracy.svg stays as it is. Name a file of them with --from.')
}

try {
  await main()
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

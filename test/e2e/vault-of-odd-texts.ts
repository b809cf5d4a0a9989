import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One word of two hundred characters. */
export const LONG_WORD = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(5).slice(0, 200)
const RIGHT_TO_LEFT = 'בכל בוקר השעה הראשונה שייכת לציור, בלי טלפון ובלי שיחות.'
const EMOJI = '👩‍👩‍👧‍👦🏳️‍🌈 Sundays are for the allotment 🌱🌧️ and nobody is late 🐢.'
const SIX_LINES = 'The kitchen table is cleared every evening before ten, the lamp stays on for whoever comes home last, and what was left lying is put where it belongs. '.repeat(4).slice(0, 590)

/** What a person may write who does not think of the width of a window. */
export const ODD_STATES: readonly string[] = [LONG_WORD, RIGHT_TO_LEFT, EMOJI, SIX_LINES, `No ${LONG_WORD.slice(0, 120)} after supper`]

/** Notes whose names and texts are as odd. The caller removes its parent. */
export async function makeOddVault(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'tacit-odd-')), `Notizen ${LONG_WORD.slice(0, 90)} 🌱 הערות`)
  const inner = join(folder, LONG_WORD.slice(0, 80))
  await mkdir(inner, { recursive: true })
  for (const [index, text] of ODD_STATES.entries()) {
    const note = `I want to keep this: ${text}\n\nI would like ${text}\n\nI wish it were so that ${text}\n`
    await writeFile(join(folder, `${LONG_WORD.slice(0, 100)} ${index} 🌱.md`), note)
    await writeFile(join(inner, `הערה ${index}.md`), `${text}\n\nI have wanted ${text} for years.\n`)
  }
  return folder
}

import { cpus } from 'node:os'
import type { Finding } from '../contract/entities.ts'
import { endingWords } from './ending.ts'
import type { Death, Unanswered } from './trial.ts'

/** The native parts that Tacit cannot do without. */
export const NATIVE_PARTS = ['LanceDB', 'llama.cpp'] as const
export type NativePart = (typeof NATIVE_PARTS)[number]
export const isNativePart = (text: string | undefined): text is NativePart => NATIVE_PARTS.some((part) => part === text)

/** How the child that tried a part ended. */
export type Trial =
  | Readonly<{ kind: 'worked' }>
  | Readonly<{ kind: 'refused'; message: string }>
  | Unanswered

const INSTALL_AGAIN = 'Install Tacit again with "npm run setup". If it comes back, this system cannot run Tacit.'
/** Windows has no SIGILL: a process ends with STATUS_ILLEGAL_INSTRUCTION. */
const ILLEGAL_INSTRUCTION = 0xc000001d

const LIBRARY_MISSING = /(\S+\.(?:so|dylib|dll)[\w.]*): cannot open shared object file/
const LIBRARY_TOO_OLD = /version [`'"]?(\w+_[\d.]+)['"]? not found/
const PACKAGE_MISSING = /Cannot find module|native binding/

function refusal(name: string, message: string): Readonly<{ text: string; fix: string }> {
  const missing = LIBRARY_MISSING.exec(message)?.[1]
  if (missing) return { text: `${name} cannot be loaded: this system lacks the library ${missing}.`, fix: `Install the package of this system that holds ${missing}, and start Tacit again.` }
  const tooOld = LIBRARY_TOO_OLD.exec(message)?.[1]
  if (tooOld) return { text: `${name} cannot be loaded: this system is older than it needs (it lacks ${tooOld}).`, fix: 'Run Tacit on a newer release of this system.' }
  if (PACKAGE_MISSING.test(message)) return { text: `${name} is not installed for ${process.platform} ${process.arch}.`, fix: INSTALL_AGAIN }
  return { text: `${name} does not work here: ${message}`, fix: INSTALL_AGAIN }
}

function death(name: string, trial: Death): Readonly<{ text: string; fix: string }> {
  const { signal, exitCode, lastWords } = trial
  if (signal === 'SIGILL' || exitCode === ILLEGAL_INSTRUCTION) {
    const processor = cpus()[0]?.model.trim() || process.arch
    const needed = process.arch === 'x64' ? 'Tacit needs AVX2, FMA and F16C: a processor of 2015 or later. ' : 'Tacit needs a newer processor. '
    return { text: `${name} uses an instruction that this processor (${processor}) lacks.`, fix: `${needed}In a virtual machine, let it see the processor of its host.` }
  }
  if (signal === 'SIGKILL') return { text: `${name} was ended by the system while it was tried, most likely because memory ran out.`, fix: 'Close other programs and start Tacit again.' }
  const said = lastWords ? ` Its last words: ${lastWords}` : ''
  return { text: `${name} crashed while it was tried (${endingWords(trial)}).${said}`, fix: INSTALL_AGAIN }
}

/** What a trial means, in a sentence, and what to do. */
export function judge(part: NativePart, version: string, trial: Trial): Finding {
  const name = `${part} (${version})`
  switch (trial.kind) {
    case 'worked':
      return { part, ok: true, text: `${name} works on this machine.`, fix: null }
    case 'refused':
      return { part, ok: false, ...refusal(name, trial.message) }
    case 'died':
      return { part, ok: false, ...death(name, trial) }
    case 'stalled':
      return { part, ok: false, text: `${name} had not answered after ${trial.seconds} s.`, fix: 'Start Tacit again when the machine is less busy.' }
  }
  trial satisfies never
}

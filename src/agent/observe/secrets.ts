import { breathe } from './breathe.ts'
import { findPersonal } from './personal.ts'
import { findPasswords } from './passwords.ts'
import { findTokens } from './tokens.ts'

/** What is never kept, as it is named where it stood. Phone numbers and addresses are no secrets. */
export const SECRET_KINDS = ['a private key', 'a key', 'a password', 'a card number', 'an account number', 'a personal id'] as const
export type SecretKind = (typeof SECRET_KINDS)[number]

/** Where one stands in a text, by its characters; `to` is the first one after it. */
export type SecretSpan = Readonly<{ kind: SecretKind; from: number; to: number }>

/** One that was replaced, and its line, from 1. */
export type FoundSecret = Readonly<{ kind: SecretKind; line: number }>

export type Replaced = Readonly<{ text: string; secrets: readonly FoundSecret[] }>

/** The text with a placeholder such as `[a card number]` in the place of each secret, and as many lines as before. */
export async function replaceSecrets(text: string): Promise<Replaced> {
  const spans = merge([...(await findTokens(text)), ...findPasswords(text), ...findPersonal(text)])
  let replaced = ''
  let at = 0
  let line = 1
  const secrets: FoundSecret[] = []
  for (const { kind, from, to } of spans) {
    const before = text.slice(at, from)
    line += newlines(before)
    secrets.push({ kind, line })
    const lost = newlines(text.slice(from, to))
    replaced += `${before}[${kind}]${'\n'.repeat(lost)}`
    line += lost
    at = to
  }
  if (secrets.length === 0) return { text, secrets }
  // What touched another may only be seen now.
  const again = await replaceSecrets(replaced + text.slice(at))
  return { text: again.text, secrets: [...secrets, ...again.secrets] }
}

const APART = '\n\0\n'
const TOGETHER = 65_536

/** The same for several texts without NUL, such as the turns of a conversation: the search has a price for each call, and most turns are short. */
export async function replaceSecretsOf(texts: readonly string[]): Promise<readonly Replaced[]> {
  const results: Replaced[] = []
  for (let start = 0; start < texts.length; ) {
    let end = start + 1
    for (let size = texts[start]!.length; end < texts.length && size + texts[end]!.length <= TOGETHER; end += 1) size += texts[end]!.length
    await breathe()
    const { text, secrets } = await replaceSecrets(texts.slice(start, end).join(APART))
    let before = 0
    for (const each of text.split(APART)) {
      const lines = newlines(each) + 1
      results.push({ text: each, secrets: secrets.flatMap(({ kind, line }) => (line > before && line <= before + lines ? [{ kind, line: line - before }] : [])) })
      before += lines + 1
    }
    start = end
  }
  return results
}

/** In order, and where two overlap, one that covers both and has the name of the one that starts first. */
function merge(spans: readonly SecretSpan[]): readonly SecretSpan[] {
  const merged: SecretSpan[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1)
    if (last && span.from < last.to) merged[merged.length - 1] = { ...last, to: Math.max(last.to, span.to) }
    else merged.push(span)
  }
  return merged
}

const newlines = (text: string): number => text.split('\n').length - 1

import { withoutHidden } from './fold.ts'
import type { FrontMatter } from './front-matter.ts'
import { isPrivateTag, isPrivateWhole, withoutPrivate } from './private.ts'
import type { Content, Rules } from './rules.ts'
import { replaceSecretsOf } from './secrets.ts'
import type { FoundSecret } from './secrets.ts'
import { CODE, tagsIn } from './tags.ts'
import type { WithheldPart, WithheldReason } from './types.ts'

// The one place that decides what may be read: by name before any byte, by what it says about itself before anything is kept.

/** What may be kept of a text, line for line: nothing private in it, and placeholders such as `[a card number]` for secrets. */
export type AdmittedText = Readonly<{ text: string; withheld: readonly WithheldPart[]; secrets: readonly FoundSecret[] }>
export type Admitted = Readonly<{ kind: 'admitted'; texts: readonly AdmittedText[] }> | Readonly<{ kind: 'withheld'; reason: WithheldReason }>

/** The door that every note (with one text) and every conversation (with one for each turn) passes before anything of it is kept. */
export async function admit(content: Content, rules: Rules): Promise<Admitted> {
  const reason = refuseContent(content, rules)
  if (reason !== null) return { kind: 'withheld', reason }
  return { kind: 'admitted', texts: await admitTexts(content.texts) }
}

/** The same door for a note: `text` is the whole file, its front matter too. */
export async function admitNote(file: string, front: FrontMatter, text: string, rules: Rules): Promise<(AdmittedText & Readonly<{ kind: 'admitted' }>) | Readonly<{ kind: 'withheld'; reason: WithheldReason }>> {
  const refusal = refuseNote(file, front, text, rules)
  if (refusal !== null) return { kind: 'withheld', reason: refusal }
  return { kind: 'admitted', ...(await admitTexts([text]))[0]! }
}

/** Why nothing of a note may be kept, before anything of it is parsed. */
export function refuseNote(file: string, front: FrontMatter, text: string, rules: Rules): WithheldReason | null {
  return refuseKind(file, front, text.split('\n').slice(front.lines).join('\n')) ?? refuseContent({ place: file, title: null, tags: front.tags, list: front.list, texts: [text] }, rules)
}

function refuseContent(content: Content, rules: Rules): WithheldReason | null {
  return rules.refuseContent(content) ?? (isPrivate(content) ? 'tag #private' : null)
}

async function admitTexts(written: readonly string[]): Promise<readonly AdmittedText[]> {
  const open = written.map((text) => withoutPrivate(withoutHidden(text)))
  const replaced = await replaceSecretsOf(open.map(({ text }) => text))
  return open.map(({ withheld }, index) => ({ ...replaced[index]!, withheld }))
}

function isPrivate({ tags, title, texts }: Content): boolean {
  return tags.some(isPrivateTag) || tagsIn(title ?? '').some(isPrivateTag) || texts.some(isPrivateWhole)
}

const MAX_NOTE_BYTES = 1_048_576

const NOTE_NAME = /\.(md|markdown|mdown|mkd|txt|canvas)$/i
const TEXT_OF_PROGRAMS = /^(licen[sc]e|copying|copyright|notice|requirements|constraints|robots|humans|ads|manifest|cmakelists|changelog|install|output|log)\b[\w.-]*\.txt$/i
/** Syncthing, Dropbox and Nextcloud lay the other version of a note beside it. */
const CONFLICT_COPY = /\.sync-conflict-\d{8}-\d{6}|\((?:[^()]*'s )?conflicted copy[^()]*\)|\(conflict[^()]*\d{4}-\d{2}-\d{2}[^()]*\)|_conflict-\d{8}-\d{6}/i
const TEMPLATE_FOLDER = /^_?templates?$/i
const TEMPLATE_NAME = /\btemplate\.\w+$/i
const FOLDERS_OF_TOOLS = /^(node_modules|bower_components|__pycache__|venv|\$RECYCLE\.BIN|System Volume Information)$/i
const BACKUPS_OF_LOGSEQ = /(^|\/)logseq\/bak$/

export function refuseFolder(path: string): WithheldReason | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.startsWith('.') || BACKUPS_OF_LOGSEQ.test(path)) return 'hidden'
  if (FOLDERS_OF_TOOLS.test(name)) return 'not a note'
  return TEMPLATE_FOLDER.test(name) ? 'a template' : null
}

export function refuseFile(path: string): WithheldReason | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.startsWith('.')) return 'hidden'
  if (/\.excalidraw\.md$/i.test(name)) return 'a drawing'
  if (!NOTE_NAME.test(name) || TEXT_OF_PROGRAMS.test(name)) return 'not a note'
  if (CONFLICT_COPY.test(name)) return 'a copy of a conflict'
  return TEMPLATE_NAME.test(name) ? 'a template' : null
}

export function refuseSize(sizeBytes: number): WithheldReason | null {
  if (sizeBytes === 0) return 'empty'
  return sizeBytes > MAX_NOTE_BYTES ? 'larger than 1 MB' : null
}

/** A NUL byte is in every format but text; those that mark themselves as UTF-16 are text, and are told apart by `decode`. */
export function refuseBytes(bytes: Uint8Array): WithheldReason | null {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !isUtf16 && bytes.subarray(0, 8192).includes(0) ? 'not text' : null
}

const CLIPPING = /\b(clippings?|web-?clips?|readwise|highlights?)\b/i

/** By what kind of note it is. `body` is the text below the front matter. */
function refuseKind(file: string, front: FrontMatter, body: string): WithheldReason | null {
  if (front.saysNo) return 'front matter says no'
  if (front.has('excalidraw-plugin')) return 'a drawing'
  if (isClipped(file, front)) return 'someone else’s words'
  return body.replace(CODE, '').trim() === '' ? 'empty' : null
}

function isClipped(file: string, front: FrontMatter): boolean {
  if (file.split('/').slice(0, -1).some((folder) => CLIPPING.test(folder))) return true
  if ([...front.tags, ...front.list('categories'), ...front.list('category'), ...front.list('type')].some((word) => CLIPPING.test(word))) return true
  const hasAddress = ['url', 'source', 'link'].some((key) => front.list(key).some((value) => /^https?:\/\//.test(value)))
  return hasAddress && (front.has('author') || front.has('published') || front.has('clipped'))
}

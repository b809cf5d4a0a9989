import type { FrontMatter } from './front-matter.ts'
import type { WithheldReason } from './types.ts'

// The one place that decides what may be read: by name before any byte, by front matter and tag before anything is kept.

export const MAX_NOTE_BYTES = 1_048_576

const NOTE_NAME = /\.(md|markdown|mdown|mkd)$/i
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
  if (!NOTE_NAME.test(name)) return 'not a note'
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

const PRIVATE_TAG = /(^|[\s([{,;])#private(?![\w-])/im
const PRIVATE_LINE = /^\s*(?:[-*]\s+)?(?:private::\s*true|tags::.*\bprivate\b|tacit::\s*(?:false|no|off)\b)/im
const CODE = /^(```|~~~)[^\n]*\n[\s\S]*?^\1|`[^`\n]*`/gm
const CLIPPING = /\b(clippings?|web-?clips?|readwise|highlights?)\b/i

/** By what the note says about itself. `body` is the text below the front matter. */
export function refuseText(file: string, front: FrontMatter, body: string): WithheldReason | null {
  if (front.saysNo) return 'front matter says no'
  if (front.tags.some((tag) => /^private(\/|$)/i.test(tag))) return 'tag #private'
  if (front.has('excalidraw-plugin')) return 'a drawing'
  const prose = body.replace(CODE, '')
  if (PRIVATE_TAG.test(prose) || PRIVATE_LINE.test(prose)) return 'tag #private'
  if (isClipped(file, front)) return 'someone else’s words'
  return prose.trim() === '' ? 'empty' : null
}

function isClipped(file: string, front: FrontMatter): boolean {
  if (file.split('/').slice(0, -1).some((folder) => CLIPPING.test(folder))) return true
  if ([...front.tags, ...front.list('categories'), ...front.list('category'), ...front.list('type')].some((word) => CLIPPING.test(word))) return true
  const hasAddress = ['url', 'source', 'link'].some((key) => front.list(key).some((value) => /^https?:\/\//.test(value)))
  return hasAddress && (front.has('author') || front.has('published') || front.has('clipped'))
}

const BYTE_ORDER_MARK = /^\xef\xbb\xbf/

const startsWith = (bytes: Buffer, text: string): boolean => bytes.subarray(0, text.length).toString('latin1') === text

/** What a file is that is no GGUF of ours, by its first bytes, and what to do; null where it is a GGUF that can be read. `start` has 16 bytes or more where the file has. */
export function foreign(start: Buffer): string | null {
  const text = start.toString('latin1').replace(BYTE_ORDER_MARK, '')
  if (start.length === 0) return 'is empty. It was not downloaded or copied at all; get it again.'
  if (startsWith(start, 'GGUF')) return start.length < 8 ? 'ends after its first bytes. Get it again.' : version(start)
  if (text.startsWith('version https://git-lfs')) return 'is only a pointer of Git LFS to the model. Run "git lfs pull" in its repository, or download the file itself.'
  if (/^\s*(<!doctype|<html|<\?xml|<head)/i.test(text)) return 'is a web page, not a model. A download that needed a log-in often leaves one; download the file itself.'
  if (/^\s*\{\s*"(error|message|detail)"/.test(text)) return 'is the error message of a server, not a model. Download the file again.'
  if (startsWith(start, 'PK\x03\x04')) return 'is a zip archive (or a PyTorch file, which is one). A GGUF is needed: unpack the archive, or look for a GGUF of this model.'
  if (start.length >= 9 && start.readBigUInt64LE(0) < 2n ** 32n && /^\{["\s]/.test(text.slice(8))) return 'is a safetensors file. llama.cpp reads GGUF alone: look for a GGUF of this model.'
  if (['lmgg', 'tjgg', 'fmgg', 'algg'].some((magic) => startsWith(start, magic))) return 'is in the format that came before GGUF. llama.cpp no longer reads it: look for a GGUF of this model.'
  if (startsWith(start, '\x1f\x8b') || startsWith(start, '7z\xbc\xaf') || startsWith(start, '\x28\xb5\x2f\xfd') || startsWith(start, 'Rar!')) return 'is a packed archive. Unpack it and add the GGUF that is in it.'
  return 'is not a GGUF model file: it does not begin with "GGUF".'
}

function version(start: Buffer): string | null {
  const number = start.readUInt32LE(4)
  if (number === 2 || number === 3) return null
  if (number === 1) return 'is a GGUF of version 1, which llama.cpp no longer reads. Look for a newer file of this model.'
  const swapped = start.readUInt32BE(4)
  if (swapped >= 1 && swapped <= 3) return 'is a big-endian GGUF, made for another kind of processor. Look for the usual, little-endian file of this model.'
  return `says that it is a GGUF of version ${number}; Tacit reads versions 2 and 3.`
}

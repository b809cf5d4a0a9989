import { AppError } from '../contract/errors.ts'

// Vectors of any length, as the bytes of their floats: little-endian, like every platform of Electron's.

/** `of` names whose vector it is, in the error. */
export function toBytes(of: string, vector: Float32Array): Uint8Array {
  if (vector.length === 0 || !vector.every(Number.isFinite)) throw new AppError('INPUT_INVALID', `The vector of ${of} is empty or holds a number that is not finite.`)
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
}

export function toFloats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT)
}

// Tries one of llama.cpp's back-ends, in a process that may die of a driver. Argument: the back-end.

import { isGpuBackend, probe } from './probe.ts'

const [backend] = process.argv.slice(2)
if (!isGpuBackend(backend)) throw new Error('Argument: the back-end to try.')
process.send?.(await probe(backend))
process.disconnect?.()

import { textKey } from '../model/text-key.ts'
import { writeBundledVectors } from './library-vectors.ts'
import { openEmbedder } from '../model/embedder.ts'
import { embedderFile } from '../model/embedder-file.ts'
import { resource } from '../paths.ts'
import { loadAxes, loadLibrary } from './library.ts'

// A step of the build: the vectors of the library's texts, so that no first start has to wait for them.
const library = await loadLibrary(resource('states'), await loadAxes(resource('axes.json')))
await using embedder = await openEmbedder(embedderFile())
const vectors = await embedder.embed(library.map((state) => state.text))
await writeBundledVectors(embedder, new Map(library.map((state, index) => [textKey(state.text), vectors[index]!])))

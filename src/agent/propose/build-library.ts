import { textKey } from '../model/text-key.ts'
import { writeBundledVectors } from './library-vectors.ts'
import { openEmbedder } from '../model/embedder.ts'
import { embedderFile } from '../model/embedder-file.ts'
import { resource } from '../paths.ts'
import { loadAnswers } from './answers.ts'
import { loadAxes, loadLibrary } from './library.ts'

// A step of the build: the vectors of the library's texts, so that no first start has to wait for them.
const library = await loadLibrary(resource('states'), await loadAxes(resource('axes.json')))
await using embedder = await openEmbedder(embedderFile())
const wants = [...(await loadAnswers(resource('answers.json'), library)).values()].flat()
const texts = [...new Set([...library.map((state) => state.text), ...wants])]
const vectors = await embedder.embed(texts)
await writeBundledVectors(embedder, new Map(texts.map((text, index) => [textKey(text), vectors[index]!])))

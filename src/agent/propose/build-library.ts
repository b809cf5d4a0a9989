import { textKey } from '../model/text-key.ts'
import { crowdsOf } from './ground.ts'
import { writeBundle } from './library-vectors.ts'
import { openEmbedder } from '../model/embedder.ts'
import { embedderFile } from '../model/embedder-file.ts'
import { resource } from '../paths.ts'
import { loadAnswers } from './answers.ts'
import { loadAxes, loadLibrary } from './library.ts'
import { SAMPLE } from './sample.ts'

// A step of the build: the vectors of the library's texts, so that no first start has to wait for them.
const library = await loadLibrary(resource('states'), await loadAxes(resource('axes.json')))
await using embedder = await openEmbedder(embedderFile())
const wants = [...new Set([...(await loadAnswers(resource('answers.json'), library)).values()].flat())]
const texts = [...new Set([...library.map((state) => state.text), ...wants, SAMPLE.text])]
const computed = await embedder.embed(texts)
const vectors = new Map(texts.map((text, index) => [textKey(text), computed[index]!]))
const crowds = crowdsOf(wants.map((want) => vectors.get(textKey(want))!))
await writeBundle(embedder, { vectors, crowds: new Map(wants.map((want, index) => [textKey(want), crowds[index]!])) })

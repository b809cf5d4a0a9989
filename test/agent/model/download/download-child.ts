import { join } from 'node:path'
import { download } from '../../../../src/agent/model/download/download.ts'
import { openNetwork } from '../../../../src/agent/network/network.ts'

// Downloads one file and says how far it is. Started as `node index.mjs FOLDER ADDRESS SIZE SHA256`.

const [folder, address, size, sha256] = process.argv.slice(2) as [string, string, string, string]
const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const network = await openNetwork({ file: join(folder, 'network.json'), isOff: false, environment: {} })
try {
  const got = await download(
    { address, path: join(folder, 'models', 'model.gguf'), size: Number(size), sha256 },
    { network, signal: new AbortController().signal, patience: { backOffMs: () => 5 }, onProgress: ({ state, done }) => print({ state, done }) },
  )
  print({ got: got.sha256 })
} catch (thrown) {
  print({ code: (thrown as { code?: unknown }).code, message: (thrown as Error).message })
}
await network[Symbol.asyncDispose]()

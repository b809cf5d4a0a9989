import { openStore } from '../../../src/agent/store/store.ts'
import { ledgerRow } from './rows.ts'

// Says rows until the disk is full, goes on for a few, and closes. Started as `node full-child.js HOME`.

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
const codeOf = (thrown: unknown): unknown => (thrown as { code?: unknown }).code

const store = await openStore(process.argv[2]!)
for (let refused = 0; refused < 3; ) {
  const id = store.nextLedgerId()
  try {
    await store.say({ ledger: [ledgerRow(id, { text: 'long '.repeat(400) })] })
    print({ said: id })
  } catch (thrown) {
    refused += 1
    print({ refused: id, code: codeOf(thrown), shown: store.ledger.get(id) !== undefined })
  }
}
await store.flush().then(() => print({ flushed: true }), (thrown: unknown) => print({ flushed: false, code: codeOf(thrown) }))
process.exit(0)

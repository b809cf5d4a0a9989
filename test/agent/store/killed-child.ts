import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@lancedb/lancedb'
import { openStore } from '../../../src/agent/store/store.ts'
import { seeded } from './random.ts'
import { ledgerRow, memoryRow, proposalRow } from './rows.ts'

// Says rows until it is killed, and prints what it was told is on disk. Started as `node killed-child.js HOME SEED`.

const [home, seed] = [process.argv[2]!, Number(process.argv[3])]
const random = seeded(seed)
// Written at once: a line that was printed is out of this process, whatever happens next.
const print = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`)

export const textOf = (id: number): string => `said as row ${id} of this home.`

const store = await openStore(home)
const table = await (await connect(join(home, 'store'))).openTable('ledger')
const inTable = (await table.query().select(['id']).toArray()).map(({ id }) => id as number)
print({
  opened: store.ledger.all().map(({ id, text }) => [id, text]),
  proposals: store.proposals.all().map(({ id }) => Number(id.slice(1))),
  last: store.settings.get('last')?.value ?? 0,
  twice: inTable.length - new Set(inTable).size,
  memories: await store.memories.count(),
})

async function sayOne(): Promise<void> {
  const id = store.nextLedgerId()
  await store.say({ ledger: [ledgerRow(id, { text: textOf(id) })], proposals: [proposalRow(`p${id}`, { at: id })], settings: [{ key: 'last', value: id }] })
  print({ said: id })
}

async function forgetOne(): Promise<void> {
  const rows = store.ledger.all()
  const id = rows[Math.floor(random() * rows.length)]?.id
  if (id === undefined) return
  print({ forgetting: id })
  await store.forget({ ledgerIds: [id], proposalIds: [`p${id}`] })
  print({ forgot: id })
}

for (;;) {
  const choice = random()
  if (choice < 0.6) await sayOne()
  else if (choice < 0.75) await Promise.all(Array.from({ length: 1 + Math.floor(random() * 6) }, sayOne))
  else if (choice < 0.8) await store.flush()
  else if (choice < 0.86) await Promise.all([store.flush(), sayOne(), sayOne()])
  else if (choice < 0.88) await store.memories.put([memoryRow(`m${Math.floor(random() * 40)}`)])
  else if (choice < 0.9) await Promise.all([store.compact(), sayOne()])
  else await Promise.all([forgetOne(), sayOne()])
}

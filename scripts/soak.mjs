import './steps/node-version.mjs'
import { parseArgs } from 'node:util'
import { install, isInstalled } from './steps/install.mjs'
import { orFail, say } from './steps/root.mjs'
import { runNode } from './steps/run.mjs'

// Runs for long what the tests run briefly. `store` kills a process that says things to the store, over and over, and looks each time
// whether anything is lost or there twice; `game` learns from random rows until a belief breaks; `gguf` reads damaged model headers;
// `download` cuts, stops and spoils downloads.

const USAGE = 'Usage: npm run soak -- [store] [--kills N] [--seed N]\n       npm run soak -- game [--rows N] [--full-rows N] [--seed N]\n       npm run soak -- gguf [--headers N] [--seed N]\n       npm run soak -- download [--cuts N] [--seed N]'

/** @typedef {Record<string, string>} Values */
/** @type {Record<string, {test: string, options: string[], env: (values: Values) => NodeJS.ProcessEnv, passed: (values: Values) => string}>} */
const SOAKS = {
  store: {
    test: 'test/agent/store/killed.test.ts',
    options: ['kills'],
    env: ({ kills }) => ({ TACIT_KILLS: kills }),
    passed: ({ kills, seed }) => `${kills} kills (seed ${seed}): nothing lost, nothing twice, nothing forgotten came back`,
  },
  game: {
    test: 'test/agent/game/soak.test.ts',
    options: ['rows', 'full-rows'],
    env: (values) => ({ TACIT_SMALL_ROWS: values.rows, TACIT_FULL_ROWS: values['full-rows'] }),
    passed: (values) => `${values.rows} random rows in 28 dimensions and ${values['full-rows']} at full size (seed ${values.seed}): finite and positive definite throughout`,
  },
  download: {
    test: 'test/agent/model/download/cuts.test.ts',
    options: ['cuts'],
    env: ({ cuts }) => ({ TACIT_CUTS: cuts }),
    passed: ({ cuts, seed }) => `${cuts} downloads that were cut, stopped, spoilt and lied to (seed ${seed}): each ended in the right file or a refusal`,
  },
  gguf: {
    test: 'test/agent/model/gguf/mutated.test.ts',
    options: ['headers'],
    env: ({ headers }) => ({ TACIT_HEADERS: headers }),
    passed: ({ headers, seed }) => `${headers} damaged model headers (seed ${seed}): each taken or refused, none made memory of what it claims`,
  },
}
/** @type {Values} */
const DEFAULTS = { kills: '1000', rows: '1000000', 'full-rows': '10000', headers: '10000', cuts: '1000' }

function read() {
  const options = Object.fromEntries([...Object.keys(DEFAULTS), 'seed'].map((name) => [name, { type: /** @type {const} */ ('string') }]))
  const { values: given, positionals } = parseArgs({ options, allowPositionals: true })
  const [name = 'store', ...rest] = positionals
  const soak = Object.hasOwn(SOAKS, name) ? SOAKS[name] : undefined
  const isFit = rest.length === 0 && Object.entries(given).every(([key, value]) => /^\d+$/.test(String(value)) && [...(soak?.options ?? []), 'seed'].includes(key))
  if (!soak || !isFit) throw new Error(USAGE)
  /** @type {Values} */
  const values = { seed: String(Date.now() % 1_000_000_000), ...Object.fromEntries(soak.options.map((key) => [key, DEFAULTS[key]])), ...given }
  return { name, soak, values }
}

await orFail(async () => {
  const { name, soak, values } = read()
  if (!isInstalled()) await install()
  const env = { ...process.env, ...soak.env(values), TACIT_SEED: values.seed }
  const code = await runNode('node_modules/vitest/vitest.mjs', ['run', soak.test, '--disable-console-intercept'], { stdio: ['ignore', 'inherit', 'inherit'], env })
  const again = ['npm run soak --', name, ...soak.options.map((key) => `--${key} ${values[key]}`), `--seed ${values.seed}`].join(' ')
  if (code !== 0) throw new Error(`The soak failed. The same once more: ${again}`)
  say(soak.passed(values))
})

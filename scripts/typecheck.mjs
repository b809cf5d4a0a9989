import './steps/node-version.mjs'
import { runNode } from './steps/run.mjs'

let failed = 0
for (const project of ['tsconfig.game.json', 'tsconfig.node.json', 'tsconfig.web.json']) {
  if ((await runNode('node_modules/typescript/bin/tsc', ['-p', project])) !== 0) failed++
}
process.exitCode = failed === 0 ? 0 : 1

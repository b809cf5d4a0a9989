import './steps/node-version.mjs'
import { openTacit } from './steps/open.mjs'
import { orFail } from './steps/root.mjs'

await orFail(() => openTacit(process.argv.slice(2)))

#!/usr/bin/env node
import './steps/node-version.mjs'
import { openTacit, runCli } from './steps/open.mjs'
import { orFail } from './steps/root.mjs'
import { setUp } from './steps/set-up.mjs'

const args = process.argv.slice(2)

await orFail(async () => {
  if (args.length === 0) return openTacit([])
  await setUp()
  await runCli(args)
})

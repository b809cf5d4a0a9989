#!/usr/bin/env node
import './steps/node-version.mjs'
import { homeOf, openTacit, runCli } from './steps/open.mjs'
import { orFail } from './steps/root.mjs'
import { setUp } from './steps/set-up.mjs'

const args = process.argv.slice(2)

await orFail(async () => {
  // No command, at most a home: the window.
  if (homeOf(args).length === args.length) return openTacit(args)
  await setUp()
  await runCli(args)
})

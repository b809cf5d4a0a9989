import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const AGENT = resolve(import.meta.dirname, '../../../src/agent')
/** The home's own socket, by which the window and the commands speak to the agent. */
const OWN_SOCKET = 'owner.ts'
const MODULES = /(?:from|import|require)\s*\(?\s*['"](?:node:)?(https?|http2|net|tls|dgram|dns|undici|axios|ws|got|node-fetch)(?:\/[^'"]*)?['"]/g
const GLOBALS = /(?<![.\w'"`-])(?:globalThis\.)?(fetch|WebSocket|EventSource|XMLHttpRequest)\s*\(|new\s+(WebSocket|EventSource|XMLHttpRequest)\b/g

it('leaves the agent one door to the network: nothing outside its folder names what could open another', async () => {
  const files = (await readdir(AGENT, { recursive: true })).filter((file) => file.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(100)
  const found: string[] = []
  let inDoor = 0
  for (const file of files) {
    const code = await readFile(join(AGENT, file), 'utf8')
    const names = [...code.matchAll(MODULES)].map(([, name]) => name!)
    const globals = [...code.matchAll(GLOBALS)].map(([, called, made]) => (called ?? made)!)
    if (file.startsWith('network')) inDoor += names.length
    else if (file !== OWN_SOCKET || names.some((name) => name !== 'net') || globals.length > 0) found.push(...[...names, ...globals].map((name) => `${file}: ${name}`))
  }
  expect(found).toEqual([])
  expect(inDoor).toBeGreaterThan(0)
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { toAppError } from '../../agent/contract/index.ts'
import type { Finding } from '../../agent/contract/index.ts'
import { appRoot } from '../../agent/paths.ts'
import { command } from '../command.ts'
import type { Context } from '../command.ts'
import { findingsText } from '../text/source-text.ts'

export const doctor = command({
  name: 'doctor',
  operands: [],
  summary: 'what works here and what does not, and why',
  options: {},
  run: async (context) => {
    const { answer, style, width } = context
    const findings = [programs(), windowFinding(), ...(await agentFindings(context))]
    answer({ ok: findings.every(({ ok }) => ok), home: context.home, findings }, findingsText(findings, style, width))
  },
})

function programs(): Finding {
  return { part: 'Program', ok: true, text: `Node ${process.versions.node} on ${process.platform} ${process.arch}, from ${appRoot()}.`, fix: null }
}

function windowFinding(): Finding {
  const named = process.env.ELECTRON_EXEC_PATH ?? process.env.ELECTRON_OVERRIDE_DIST_PATH
  const place = named ?? join(appRoot(), 'node_modules', 'electron', 'dist')
  if (existsSync(place)) return { part: 'Window', ok: true, text: `Electron is at ${place}.`, fix: null }
  return { part: 'Window', ok: false, text: `There is no Electron at ${place}, so no window can open.`, fix: 'npm start fetches it; until then tacit serve shows the same interface in a browser.' }
}

/** Whatever keeps the agent from opening is itself a finding. */
async function agentFindings({ connect, home }: Context): Promise<readonly Finding[]> {
  try {
    const findings = await (await connect()).request('app.doctor', {})
    return [{ part: 'Agent', ok: true, text: `It has ${home} open.`, fix: null }, ...findings]
  } catch (thrown) {
    const { code, message } = toAppError(thrown)
    return [{ part: 'Agent', ok: false, text: `${message} (${code})`, fix: null }]
  }
}

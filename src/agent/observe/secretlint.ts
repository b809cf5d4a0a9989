import { lintSource } from '@secretlint/core'
import { secretLintProfiler } from '@secretlint/profiler'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'
import type { SecretSpan } from './secrets.ts'

// It notes the time of each rule on each text, for ever, and looks through all its notes at each new one.
secretLintProfiler.mark = () => undefined

const config = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }],
}

/** The keys of services that Secretlint's rules know. */
export async function lint(text: string): Promise<readonly SecretSpan[]> {
  const { messages } = await lintSource({
    source: { content: text, filePath: 'note.md', ext: '.md', contentType: 'text' },
    options: { config, noPhysicFilePath: true },
  })
  // Of an address with a password only that goes, as `IN_ADDRESS` of `tokens` finds it.
  return messages.filter(({ ruleId }) => !ruleId.endsWith('basicauth')).map(({ range: [from, to] }): SecretSpan => ({ kind: 'a key', from, to }))
}

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detectChats } from '../../../../src/agent/observe/chats/detect.ts'
import { dryRunChats } from '../../../../src/agent/observe/chats/dry-run.ts'
import { conversationsAt, ownWords, script, withFiles } from './home.ts'
import { zip } from './zip-file.ts'

const DATA = join(import.meta.dirname, '../../../../../shared/data/chats')
const isThere = existsSync(DATA)
if (!isThere) console.warn(`The real exports are not here (${DATA}); these tests are skipped.`)

// Counted by hand in the files: the person's turns and the answers that were seen last, and the person's on branches that were left.
const GOLDEN = [
  ['exports/chatgpt/code-interpreter/conversations.json', 'ChatGPT', [[8, 8, 0]]],
  ['exports/chatgpt/tree.json', 'ChatGPT', [[3, 3, 2]]],
  ['exports/chatgpt/branches-thoughts-tools.json', 'ChatGPT', [[1, 1, 0], [2, 0, 0]]],
  ['exports/chatgpt/project-and-branch/conversations.json', 'ChatGPT', [[1, 1, 0], [1, 1, 0]]],
  ['exports/chatgpt/cases.json', 'ChatGPT', [[1, 1, 0], [1, 1, 0], [1, 1, 0], [0, 1, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0]]],
  ['exports/claude/single-conversation.json', 'Claude', [[2, 2, 0]]],
  ['exports/claude/broken-many.json', 'Claude', [[1, 0, 0], [1, 0, 0], [1, 1, 0]]],
  ['exports/claude/cooking.json', 'Claude', [[3, 3, 0]]],
  ['exports/claude/business-strategy.json', 'Claude', [[3, 3, 0]]],
  ['exports/claude/debugging.json', 'Claude', [[2, 2, 0]]],
  ['exports/claude/attachments/conversations.json', 'Claude', [[1, 1, 0], [2, 2, 0]]],
  ['exports/claude/thinking-and-tools/conversations.json', 'Claude', [[1, 1, 0]]],
  ['exports/claude-code/representative_messages.jsonl', 'Claude Code', [[4, 3, 0]]],
  ['exports/claude-code/sample_session.jsonl', 'Claude Code', [[2, 2, 0]]],
  ['exports/claude-code/tools-thinking-main.jsonl', 'Claude Code', [[1, 2, 0], [1, 1, 0]]],
  ['exports/other/openwebui-export.json', 'Open WebUI', [[1, 1, 0], [1, 1, 0]]],
  ['exports/other/librechat-export.json', 'LibreChat', [[3, 3, 0]]],
  ['exports/other/codex-session.jsonl', 'Codex', [[1, 1, 0]]],
  ['exports/other/gemini-cli-session.json', 'Gemini CLI', [[1, 1, 0]]],
  ['exports/other/aistudio-drive.json', 'AI Studio', [[1, 1, 0]]],
  ['exports/other/gemini-my-activity.html', 'Gemini', [[9, 9, 0]]],
  ['markdown/specstory/2026-01-16_16-48-38Z-the-code-in-specstory.md', 'SpecStory', [[8, 8, 0]]],
  ['markdown/specstory/2026-01-28_13-10-29Z-take-a-look-at.md', 'SpecStory', [[8, 8, 0]]],
  ['markdown/specstory/2026-02-20_23-42-22Z-plan-add-json-flag.md', 'SpecStory', [[5, 4, 0]]],
] as const

describe.skipIf(!isThere)('real exports', () => {
  it.each(GOLDEN)('%s is read whole, as what it is', async (file, format, counts) => {
    expect(await detectChats(join(DATA, file))).toEqual({ formats: [format], reason: null })
    const conversations = await conversationsAt(join(DATA, file))
    const count = (turns: (typeof conversations)[number]['turns'], speaker: string, isSuperseded: boolean): number => turns.filter((turn) => turn.speaker === speaker && turn.isSuperseded === isSuperseded).length
    expect(conversations.map(({ turns }) => [count(turns, 'person', false), count(turns, 'assistant', false), count(turns, 'person', true)])).toEqual(counts)
  })

  it('knows the two answers and the turn that were left in a tree of LibreChat', async () => {
    const [read] = await conversationsAt(join(DATA, 'exports/other/librechat-tree.json'))
    expect(script(read!)).toHaveLength(4)
    expect(script(read!).at(-1)).toMatch(/^assistant: /)
    expect(read!.left).toEqual({ 'a superseded draft': 5 })
  })

  it('tells the history of aider into its 41 chats and finds what was undone', async () => {
    const conversations = await conversationsAt(join(DATA, 'markdown/aider/aider.chat.history.md'))
    expect(conversations).toHaveLength(41)
    expect(script(conversations[0]!).filter((line) => line.startsWith('person'))).toEqual([
      "person: is there a portable way to know the user's preferred language?",
      "person: if we can get a language, add it to `platform_text`. but don't assume english as a fallback, just omit the language info. like the other platform_text entries, briefly indicate how the value was obtained.",
      "person: if we can get a language, add it to `platform_text`. but don't assume english as a fallback, just omit the language info.",
    ])
    expect(conversations[1]!.turns.at(-1)!.rating).toEqual({ verdict: 'down', text: '/undo' })
    expect(conversations.map(ownWords).join('\n')).not.toMatch(/Traceback|^> |def test_/m)
  })

  it('reads the study of programmers whole', async () => {
    const conversations = await conversationsAt(join(DATA, 'realhumaneval/chats.jsonl'))
    expect([conversations.length, conversations.flatMap(({ turns }) => turns).filter(({ speaker }) => speaker === 'person').length]).toEqual([203, 484])
  })

  it('never fails on shapes whose values mean nothing', async () => {
    for (const file of ['exports/chatgpt/schema-sample-00.json', 'exports/claude/schema-sample-00.json']) expect((await conversationsAt(join(DATA, file))).length).toBeLessThanOrEqual(1)
  })

  it('reads on through every file that is cut short at any of sixty places, and in an archive that is', async () => {
    for (const [file] of GOLDEN) {
      const bytes = await readFile(join(DATA, file))
      const archive = zip([{ name: 'conversations.json', bytes }])
      const whole = new Set((await conversationsAt(join(DATA, file))).map(({ id }) => id))
      for (let part = 1; part < 60; part += 6) {
        const at = Math.floor((bytes.length * part) / 60)
        await withFiles({ [file]: bytes.subarray(0, at), 'cut.zip': archive.subarray(0, Math.floor((archive.length * part) / 60) + 60) }, async (folder) => {
          for (const { turns } of [...(await conversationsAt(join(folder, file))), ...(await conversationsAt(join(folder, 'cut.zip')).catch(() => []))]) expect(turns.length).toBeGreaterThan(0)
        })
      }
      expect(whole.size).toBeGreaterThan(0)
    }
  })

  it('shows in a dry run of everything how much is whose', async () => {
    const found = await dryRunChats(join(DATA, 'exports'))
    expect(found.kind).toBe('chats')
    expect(found.folders.map(({ path }) => path)).toEqual(['AI Studio', 'ChatGPT', 'Claude', 'Claude Code', 'Codex', 'Gemini', 'Gemini CLI', 'LibreChat', 'Open WebUI'])
    expect(found.examples).toHaveLength(3)
    expect(found.withheld.find(({ reason }) => reason === 'the words of tools')!.count).toBeGreaterThan(10)
    expect(found.turns!.person).toBeGreaterThan(60)
  })
})

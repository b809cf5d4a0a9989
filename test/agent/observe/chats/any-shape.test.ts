import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compose, tellTurnsApart } from '../../../../src/agent/observe/chats/compose.ts'
import { FORMATS } from '../../../../src/agent/observe/chats/formats.ts'
import type { Draft } from '../../../../src/agent/observe/chats/types.ts'
import { isFields } from '../../../../src/agent/observe/chats/values.ts'
import { chatgptConversation, conversationsAt, withFiles } from './home.ts'

const place = { name: 'folder/file.json', modifiedAt: 1_700_000_000_000, asides: { ratings: new Map(), titles: new Map() } }
const KEYS = [
  'id', 'uuid', 'title', 'name', 'mapping', 'message', 'author', 'role', 'content', 'parts', 'content_type', 'text', 'metadata', 'parent', 'children', 'current_node', 'create_time', 'attachments', 'extracted_content', 'chat_messages',
  'sender', 'parent_message_uuid', 'files', 'type', 'sessionId', 'parentUuid', 'toolUseResult', 'summary', 'chat', 'history', 'messages', 'currentId', 'annotation', 'rating', 'conversationId', 'isCreatedByUser', 'feedback', 'payload', 'startTime',
  'chunkedPrompt', 'chunks', 'header', 'time', 'safeHtmlItem', 'html', 'object', 'thread_id', 'versions', 'currentlySelected', 'steps', 'prompt', 'response', 'conversation_id', 'is_visually_hidden_from_conversation', 'user_context_message_data',
] as const
const VALUES = ['user', 'assistant', 'human', 'text', 'all', 'thread.message', 'singleStep', 'multiStep', 'Gemini Apps', 'session_meta', 'response_item', 'tool', 'code', '2026-01-02T10:00:00Z', '1700000000', 'a', 'b', '', '```', 'Prompted x'] as const

const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 6 }, fc.constantFrom(...VALUES), fc.constantFrom(null, true, false, 0, -1, 1.5e300, 1_700_000_000, { toString: 1, valueOf: 1 }), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 7, noNullPrototype: true })),
}))

function compositions(drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    const { turns } = compose('x', draft)
    for (const segments of tellTurnsApart(turns)) expect(segments.every(({ text }) => typeof text === 'string')).toBe(true)
  }
}

describe('values of any shape', () => {
  it('break no reader: each takes them for what they are or leaves them', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const entries = values.filter(isFields)
        for (const format of FORMATS) {
          if (format.kind === 'text') continue
          const held = entries.filter((entry) => format.holds(entry))
          if (format.kind === 'entry') {
            const drafts = held.map((entry) => format.read(entry, place))
            compositions(drafts.filter((draft) => typeof draft !== 'string'))
          } else if (held.length > 0) {
            const collector = format.open(place)
            for (const entry of held) collector.take(entry)
            compositions(collector.close())
          }
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('are read to the end where bytes are changed, cut out or put in, and what stands before is whole', async () => {
    const entries = ['one', 'two', 'three', 'four'].map((id) => chatgptConversation(id, [['user', `I say "${id}" and näher`], ['assistant', 'So be it'], ['user', 'Again']]))
    const whole = Buffer.from(JSON.stringify(entries))
    const second = whole.indexOf('{"title":"Title of two"')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: second, max: whole.length }), fc.integer({ min: 0, max: 30 }), fc.uint8Array({ maxLength: 12 }), async (at, removed, added) => {
        const bytes = Buffer.concat([whole.subarray(0, at), added, whole.subarray(at + removed)])
        await withFiles({ 'conversations.json': bytes }, async (folder) => {
          expect((await conversationsAt(folder)).map(({ id }) => id)).toContain('ChatGPT/one')
        })
      }),
      { numRuns: 150 },
    )
  })

  it('are read as text to the end, whatever the lines are', () => {
    const line = fc.constantFrom('# aider chat started at 2026-01-02 10:00:00', '#### hello  ', '> tool', '_**User (2026-01-02 10:00Z)**_', '_**Agent**_', '---', '```', '## User', '## Assistant', 'User: x', 'Assistant: y', '<div class="outer-cell">', '<div class="content-cell mdl-typography--body-1">Prompted x<br>1 Jan 2026, 10:00:00<br>y', '</div>', 'words', '')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
        for (const format of FORMATS) {
          if (format.kind !== 'text') continue
          format.holds(lines.join('\n'))
          const collector = format.open(place)
          for (const each of lines) collector.take(`${each}\n`)
          compositions(collector.close())
        }
      }),
      { numRuns: 500 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { chatgptConversation, conversationsAt, conversationsIn, ownWords, readAll, script, withFiles } from './home.ts'

async function scriptsIn(name: string, content: unknown): Promise<readonly (readonly string[])[]> {
  return (await conversationsIn(name, content)).map(script)
}
const lines = (...values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n')

const withInstructions = (id: string): object => {
  const conversation = chatgptConversation(id, [['user', 'hello there']]) as { mapping: Record<string, object> }
  conversation.mapping['told'] = { id: 'told', parent: 'root', children: [], message: { author: { role: 'user' }, content: { content_type: 'user_editable_context', user_profile: 'The user provided:\n```I teach in a village```', user_instructions: 'Be brief' }, metadata: { is_user_system_message: true } } }
  return conversation
}

const node = (role: string, words: string): object => ({ author: { role }, content: { content_type: 'text', parts: [words, null, ''] } })

const claudeMessage = (uuid: string, sender: string, words: string, more: object = {}): object => ({ uuid, sender, text: words, created_at: '2026-01-02T10:00:00.000000Z', ...more })

const logRecord = (uuid: string, parentUuid: string | null, type: string, content: unknown, more: object = {}): object => ({ type, uuid, parentUuid, sessionId: 's', timestamp: '2026-01-02T10:00:00Z', message: { role: type, content }, ...more })

const codexItem = (role: string, words: string): object => ({ timestamp: '2026-01-02T10:00:00Z', type: 'response_item', payload: { type: 'message', role, content: [{ type: role === 'user' ? 'input_text' : 'output_text', text: words }] } })

const janMessage = (id: string, role: string, words: string, at: number): object => ({ id, object: 'thread.message', thread_id: 't', role, content: [{ type: 'text', text: { value: words, annotations: [] } }, { type: 'reasoning', text: { value: 'I love opera' } }], created_at: at })

const activity = (title: string, at: string, answers: readonly string[] = []): object => ({ header: 'Gemini Apps', title, time: at, products: ['Gemini Apps'], safeHtmlItem: answers.map((html) => ({ html })) })

describe('SpecStory', () => {
  it('leaves out what an assistant and its helpers say to one another, also below a fence that a tool left open', async () => {
    const session = ['_**User (2026-01-02 10:00:00Z)**_', '', 'Lay the slates', '', '_**Agent (a model 2026-01-02 10:00:01Z)**_', '', 'I will ask.', '<tool-use data-tool-type="task"><details>', '```', '```slate', 'x', '</details></tool-use>', '', '_**Agent - sidechain (2026-01-02 10:00:02Z)**_', '', 'Count the slates', '', '_**Agent (a model 2026-01-02 10:00:03Z)**_', '', 'Done: forty.']
    const [read] = await conversationsIn('history/one.md', session.join('\n'))
    expect(script(read!)).toEqual(['person: Lay the slates', 'assistant: I will ask.\n\nDone: forty.'])
    expect(read!.left).toEqual({ 'the assistant’s workings': 2 })
  })
})

describe('ChatGPT', () => {
  it('takes the thumbs and comparisons beside the conversations for ratings of their answers', async () => {
    const conversation = chatgptConversation('one', [['user', 'Plan my week'], ['assistant', 'Here'], ['user', 'Again'], ['assistant', 'There']])
    const feedback = [{ id: 'one-m1', conversation_id: 'one', rating: 'thumbsDown', content: '{"text":"too busy","tags":[]}' }, { id: 'one-m2', rating: 'thumbsUp', content: '{}' }]
    const comparisons = [{ input: { completion_comparison_rating: 'new', original_message_id: 'x', new_message_id: 'one-m3', conversation_id: 'one' } }]
    await withFiles({ 'conversations.json': JSON.stringify([conversation]), 'message_feedback.json': JSON.stringify(feedback), 'model_comparisons.json': JSON.stringify(comparisons) }, async (folder) => {
      const [read] = await conversationsAt(folder)
      expect(script(read!)).toEqual(['person: Plan my week', 'assistant-: Here', 'person: Again', 'assistant+: There'])
      expect(read!.turns[1]!.rating).toEqual({ verdict: 'down', text: 'too busy' })
    })
  })

  it('leaves out what is not to be remembered, what is hidden, and what has no words; says how much', async () => {
    const hidden = chatgptConversation('hidden', [['user', 'hello']]) as { mapping: Record<string, { message: { metadata: object } | null }> }
    hidden.mapping['hidden-0']!.message!.metadata = { is_visually_hidden_from_conversation: true }
    await withFiles({ 'conversations.json': JSON.stringify([chatgptConversation('one', [['user', 'secret']], { is_do_not_remember: true }), hidden, chatgptConversation('three', [['user', 'mine']])]) }, async (folder) => {
      const reads = await readAll(folder)
      expect(reads.flatMap((read) => (read.kind === 'left' ? [read.reason] : []))).toEqual(['marked as not to be remembered', 'without any words'])
      expect(reads.flatMap((read) => (read.kind === 'conversation' ? [read.conversation.id] : []))).toEqual(['ChatGPT/three'])
    })
  })

  it('keeps custom instructions once, as the person’s own words', async () => {
    const conversations = await conversationsIn('conversations.json', [withInstructions('one'), withInstructions('two')])
    expect(conversations.map(script)).toEqual([['person: hello there'], ['person: hello there'], ['person: I teach in a village', 'person: Be brief']])
  })

  it('makes the tree from children alone, and from parents alone', async () => {
    const byChildren = { title: 'x', create_time: 1, mapping: { r: { id: 'r', children: ['a'] }, a: { id: 'a', children: ['b'], message: node('user', 'hi') }, b: { id: 'b', message: node('assistant', 'yes') } }, current_node: 'b' }
    const byParents = { title: 'y', create_time: 1, mapping: { a: { id: 'a', parent: null, message: node('user', 'hi') }, b: { id: 'b', parent: 'a', message: node('assistant', 'yes') } }, current_node: 'b' }
    expect(await scriptsIn('conversations.json', { conversations: [byChildren, byParents] })).toEqual([['person: hi', 'assistant: yes'], ['person: hi', 'assistant: yes']])
  })

  it('takes speech for words, and marks an answer that was stopped', async () => {
    const conversation = chatgptConversation('one', [['user', 'x'], ['assistant', 'It would']]) as { mapping: Record<string, { message: { content: object; metadata: object } }> }
    conversation.mapping['one-0']!.message.content = { content_type: 'multimodal_text', parts: [{ content_type: 'audio_transcription', text: 'I would like to sing' }, { content_type: 'audio_asset_pointer' }] }
    conversation.mapping['one-1']!.message.metadata = { finish_details: { type: 'interrupted' } }
    expect(await scriptsIn('conversations.json', [conversation])).toEqual([['person: I would like to sing', 'assistant!: It would']])
  })
})

describe('claude.ai', () => {
  it('follows the leaf that was seen last, and keeps attachments apart', async () => {
    const root = '00000000-0000-4000-8000-000000000000'
    const conversation = {
      uuid: 'c', name: 'Moving', created_at: '2026-01-02T10:00:00Z', account: {}, current_leaf_message_uuid: 'd',
      chat_messages: [
        claudeMessage('a', 'human', 'I want to move', { parent_message_uuid: root, attachments: [{ file_name: 'x.txt', extracted_content: 'I love opera' }] }),
        claudeMessage('b', 'assistant', 'Where?', { parent_message_uuid: 'a' }),
        claudeMessage('c', 'assistant', 'When?', { parent_message_uuid: 'a', content: [{ type: 'thinking', thinking: 'hm' }, { type: 'text', text: 'When?' }, { type: 'tool_use', name: 'x' }] }),
        claudeMessage('d', 'human', 'In spring', { parent_message_uuid: 'c' }),
      ],
    }
    const [read] = await conversationsIn('conversations.json', [conversation])
    expect(script(read!)).toEqual(['person: I want to move', 'assistant: When?', 'person: In spring'])
    expect(ownWords(read!)).toBe('I want to move\nIn spring')
    expect(read!.left).toEqual({ 'the assistant’s workings': 2, 'a superseded draft': 1 })
  })

  it('reads the flattened text of the oldest exports without the place of what is not shown', async () => {
    const words = 'Before\n```\nThis block is not supported on your current device yet.\n```\nafter'
    expect(await scriptsIn('x.json', { uuid: 'c', name: '', chat_messages: [claudeMessage('a', 'assistant', words)] })).toEqual([['assistant: Before\n\nafter']])
  })
})

describe('logs of programs that work for a person', () => {
  it('never takes what a tool or the program says for the person, in Claude Code', async () => {
    const log = lines(
      { type: 'summary', summary: 'Sorting letters', leafUuid: 'g' },
      logRecord('a', null, 'user', 'Sort my letters'),
      { type: 'progress', uuid: 'p', parentUuid: 'a', sessionId: 's' },
      logRecord('b', 'p', 'assistant', [{ type: 'text', text: 'I will' }, { type: 'tool_use', name: 'Bash' }]),
      logRecord('c', 'b', 'user', [{ type: 'tool_result', content: 'I love opera' }]),
      logRecord('d', 'c', 'user', '<command-name>/clear</command-name>'),
      logRecord('e', 'd', 'user', '[Request interrupted by user]'),
      logRecord('f', 'e', 'user', [{ type: 'text', text: '<system-reminder>I love opera</system-reminder>By name, please' }]),
      logRecord('g', 'f', 'assistant', 'Done', { requestId: 'x' }),
      logRecord('h', 'g', 'user', 'I love opera', { isMeta: true }),
      logRecord('i', 'g', 'user', 'I love opera', { isSidechain: true }),
    )
    const [read] = await conversationsIn('s.jsonl', log)
    expect(read!.title).toBe('Sorting letters')
    expect(script(read!)).toEqual(['person: Sort my letters', 'assistant!: I will', 'person: By name, please', 'assistant: Done'])
    expect(await scriptsIn('web.json', { loglines: log.split('\n').map((line) => JSON.parse(line) as unknown) })).toEqual([script(read!)])
  })

  it('leaves out what Codex puts before the first turn, and hears that a turn was stopped', async () => {
    const log = lines({ type: 'session_meta', payload: { id: 'x' } }, codexItem('user', '<environment_context>I love opera</environment_context>'), codexItem('user', '# AGENTS.md instructions for me\nI love opera'), codexItem('user', 'Fix it'), { type: 'response_item', payload: { type: 'function_call_output', output: 'I love opera' } }, codexItem('assistant', 'Fixing'), { type: 'event_msg', payload: { type: 'turn_aborted' } })
    expect(await scriptsIn('rollout.jsonl', log)).toEqual([['person: Fix it', 'assistant!: Fixing']])
  })
})

describe('programs on one’s own machine', () => {
  it('reads Open WebUI with its ratings and without its reasoning', async () => {
    const chat = { id: 'x', title: 'T', chat: { history: { currentId: 'b', messages: { a: { role: 'user', content: 'Hi you' }, b: { parentId: 'a', role: 'assistant', content: '<details type="reasoning">I love opera</details>Hello', annotation: { rating: -1, reason: 'too short', comment: 'more' } } } } }, meta: { tags: ['home', { name: 'garden' }] } }
    const [read] = await conversationsIn('export.json', [chat])
    expect(script(read!)).toEqual(['person: Hi you', 'assistant-: Hello'])
    expect(read!.turns[1]!.rating!.text).toBe('too short: more')
    expect(read!.tags).toEqual(['home', 'garden'])
  })

  it('reads LibreChat nested as deep as the talk is long', async () => {
    let message: object = { messageId: 'end', isCreatedByUser: true, text: 'the end', children: [] }
    for (let index = 0; index < 300; index += 1) message = { messageId: `m${index}`, isCreatedByUser: index % 2 === 0, text: `turn ${index}`, feedback: index === 1 ? { rating: 'thumbsUp' } : null, children: [message] }
    const [read] = await conversationsIn('x.json', { conversationId: 'c', title: 'deep', messages: [message] })
    expect(read!.turns).toHaveLength(301)
    expect(read!.turns.filter(({ rating }) => rating?.verdict === 'up')).toHaveLength(1)
  })

  it('reads Jan in order, with the title beside it', async () => {
    const files = { 'threads/t/thread.json': JSON.stringify({ id: 't', object: 'thread', title: 'Seeds' }), 'threads/t/messages.jsonl': lines(janMessage('2', 'assistant', 'Now', 1_767_000_060_000), janMessage('1', 'user', 'When to sow?', 1_767_000_000)) }
    await withFiles(files, async (folder) => {
      const [read] = await conversationsAt(folder)
      expect([read!.title, read!.id, read!.startedAt]).toEqual(['Seeds', 'Jan/t', 1_767_000_000_000])
      expect(script(read!)).toEqual(['person: When to sow?', 'assistant: Now'])
    })
  })

  it('reads what the llm command prints of its log, the oldest first', async () => {
    const entry = { model: 'm', system: null, conversation_id: 'c', conversation_name: 'Bread' }
    const [read] = await conversationsIn('logs.json', [{ ...entry, prompt: 'and with rye?', response: 'Longer', datetime_utc: '2026-01-02T10:05:00.123456+00:00' }, { ...entry, prompt: 'how long to bake?', response: 'An hour', datetime_utc: '2026-01-02T10:00:00.123456+00:00' }])
    expect([read!.id, read!.title]).toEqual(['llm/c', 'Bread'])
    expect(script(read!)).toEqual(['person: how long to bake?', 'assistant: An hour', 'person: and with rye?', 'assistant: Longer'])
  })

  it('reads the selected versions of LM Studio', async () => {
    const user = { versions: [{ type: 'singleStep', role: 'user', content: [{ type: 'text', text: 'old' }] }, { type: 'singleStep', role: 'user', content: [{ type: 'text', text: 'new words' }] }], currentlySelected: 1 }
    const model = { versions: [{ type: 'multiStep', role: 'assistant', steps: [{ type: 'contentBlock', style: { type: 'thinking' }, content: [{ type: 'text', text: 'hm' }] }, { type: 'contentBlock', content: [{ type: 'text', text: 'answer' }] }] }], currentlySelected: 0 }
    const [read] = await conversationsIn('1767000000000.conversation.json', { name: 'N', createdAt: 1_767_000_000_000, messages: [user, model] })
    expect(script(read!)).toEqual(['person: new words', 'assistant: answer'])
    expect(read!.left).toEqual({ 'a superseded draft': 1, 'the assistant’s workings': 1 })
  })
})

describe('Gemini', () => {
  it('groups prompts by pauses, the oldest first, and hears feedback', async () => {
    const activities = [
      activity('Prompted and on Sunday?', '2026-01-02T15:00:00Z', ['<p>Rest</p>']),
      activity('Gave feedback: Good response', '2026-01-02T10:06:00Z'),
      activity('Prompted what to plant &amp; when', '2026-01-02T10:05:00Z', ['<p>Beans<br>in <b>May</b></p><script>I love opera</script>', '<p>draft</p>']),
      activity('Used an extension', '2026-01-02T10:04:00Z'),
    ]
    const conversations = await conversationsIn('My Activity.json', activities)
    expect(conversations.map(script)).toEqual([['person: what to plant &amp; when', 'assistant+: Beans\nin May'], ['person: and on Sunday?', 'assistant: Rest']])
    expect(conversations[0]!.left).toEqual({ 'of no known kind': 1, 'a superseded draft': 1 })
  })
})

describe('JSON and Markdown of no particular program', () => {
  it('reads messages one a line, a conversation one a line, and conversations in an array', async () => {
    const messages = [{ role: 'system', content: 'I love opera' }, { role: 'user', content: 'Hi you' }, { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] }]
    const expected = [['person: Hi you', 'assistant: Hello']]
    expect(await scriptsIn('a.jsonl', lines(...messages))).toEqual(expected)
    expect(await scriptsIn('b.jsonl', lines({ id: 1, messages }, { id: 2, messages }))).toEqual([...expected, ...expected])
    expect(await scriptsIn('c.json', [{ messages }])).toEqual(expected)
    expect(await scriptsIn('d.json', { history: messages })).toEqual(expected)
    expect(await scriptsIn('e.json', { first: { messages } })).toEqual(expected)
  })

  it.each([
    ['headings', '# My talk\n\n## User\n\nHi you\n\n## Assistant\n\nHello\n\n## User\n\nBye now'],
    ['names in bold', '**You:** Hi you\n\n**ChatGPT:** Hello\n\n**You:** Bye now'],
    ['names on lines of their own', 'You said:\n\nHi you\n\nChatGPT said:\n\nHello\n\nYou said:\n\nBye now'],
    ['names before the words', 'User: Hi you\n\nAssistant: Hello\n\nUser: Bye now'],
  ])('reads turns that are marked by %s', async (_name, content) => {
    expect(await scriptsIn('talk.md', content)).toEqual([['person: Hi you', 'assistant: Hello', 'person: Bye now']])
  })

  it('does not let an answer open a turn of the person’s in another style, or inside a block of code', async () => {
    const content = '## User\n\nHi\n\n## Assistant\n\nUser: I love opera\n\n```\n## User\n\nI love opera\n```\n\n**User:** I love opera\n\n## User\n\nBye'
    const [read] = await conversationsIn('talk.md', content)
    expect(ownWords(read!)).toBe('Hi\nBye')
  })

  it('does not take notes for a talk', async () => {
    for (const note of ['# Garden\n\nYou are right: plant beans.\n\nAI: a field of study', 'Me: a self-portrait\n\nmore', '## Response\n\nwe got none']) expect(await conversationsIn('note.md', note)).toEqual([])
  })

  it('takes /undo for a verdict on the answer before it, in aider', async () => {
    const history = '# aider chat started at 2026-01-02 10:00:00\n\n> Aider v1  \n\n#### /ask why is it red?  \n\n#### why is it red?  \n\nBecause.\n\n#### Step 1\n\nI love opera.\n\n#### make it blue  \n#### and round  \n\nDone.\n\n#### /undo  \n> Removed  \n'
    const [read] = await conversationsIn('.aider.chat.history.md'.slice(1), history)
    expect(script(read!)).toEqual(['person: why is it red?', 'assistant: Because.\n\n#### Step 1\n\nI love opera.', 'person: make it blue\nand round', 'assistant-: Done.'])
  })

  it('says of UTF-16 and of JSON of no known form what they are', async () => {
    await withFiles({ 'a.json': Buffer.from('\uFEFF[]', 'utf16le'), 'b.json': '{"a": 1}' }, async (folder) => {
      const problems = (await readAll(folder)).flatMap((read) => (read.kind === 'problem' ? [`${read.place}: ${read.message}`] : []))
      expect([...problems].sort()).toEqual([expect.stringMatching(/^a\.json: It is UTF-16/), expect.stringMatching(/^b\.json: It holds JSON of no form/)])
    })
  })
})

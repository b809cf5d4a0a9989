import { describe, expect, it } from 'vitest'
import { toTurnPassages } from '../../../../src/agent/observe/chats/passages.ts'

const conversation = { id: 'c', title: 'The roof', startedAt: 0 }

function keptOfAnswer(text: string, verdict: 'up' | null = null): readonly string[] {
  const turn = { id: 't', speaker: 'assistant', text, at: 0, rating: verdict === null ? null : { verdict, text: null }, isInterrupted: false } as const
  return toTurnPassages(conversation, { turn, position: 1, segments: [{ speaker: 'assistant', text, why: null }] }).passages.map((passage) => passage.text)
}

describe('what is kept of an answer', () => {
  it('is what it says, without the code below an item of its list', () => {
    const said = keptOfAnswer('1. Lay the slates from the eaves upwards, like this:\n\n     ```python\n     lay(slates)\n     ```\n\n2. Close the ridge when the weather is dry.')
    expect(said).toEqual(['Lay the slates from the eaves upwards, like this:\nClose the ridge when the weather is dry.'])
  })

  it('is nothing where it is a courtesy', () => {
    expect(keptOfAnswer('Hello! How can I help you today?')).toEqual([])
  })

  it('is something wherever there is a sign of what became of it', () => {
    expect(keptOfAnswer('Let me look into the slates for you.', 'up')).toEqual(['Let me look into the slates for you.'])
    expect(keptOfAnswer('I’ll write that plan for you.\n\n```\nslates\n```')).toEqual(['I’ll write that plan for you.'])
  })
})

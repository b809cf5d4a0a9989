import { expect } from '@playwright/test'
import type { Card, Sealed } from '../../src/agent/contract/index.ts'

/** One message between page and agent: what was asked (null for an event), and what came. */
export type Message = Readonly<{ channel: string; input: readonly unknown[] | null; content: unknown }>

/** Anything that carries a seal: an opened card, or why a card was there. */
type Carrier = Readonly<{ card: Card; sealed: Sealed | null; reasons: unknown; answer: unknown }>

const CARD_FIELDS = ['form', 'id', 'isSample', 'kind', 'looksBack', 'origin', 'other', 'quotes', 'sealedAt', 'text', 'topics']

/**
 * Fails where anything that reached the window tells of a prediction before the card was answered: a card with a field that it should not have,
 * a seal or reasons beside no answer, or a number of a seal in any earlier message. Answers how many seals and numbers were looked for.
 */
export function expectSealsHeld(messages: readonly Message[]): Readonly<{ seals: number; numbers: number }> {
  const texts = messages.map(({ content }) => JSON.stringify(content))
  const opened = new Set<string>()
  let numbers = 0
  messages.forEach((message, index) => {
    const [route] = message.input ?? []
    for (const found of objectsIn(message.content)) {
      if (isCard(found)) expect(Object.keys(found).toSorted(), `fields of a card in an answer to ${String(route)}`).toEqual(found['form'] === 'contradiction' ? [...CARD_FIELDS, 'ratings'].toSorted() : CARD_FIELDS)
      if (!isCarrier(found) || (found.sealed === null && found.reasons === null)) continue
      if (route !== 'proposals.unseal') expect(found.answer, `the answer beside an open seal, in an answer to ${String(route)}`).not.toBeNull()
      const { card, sealed } = found
      // What was answered, taken back and left may come again as another card; the person has seen its envelope.
      if (sealed === null || card.kind === 'sample' || opened.has(card.text)) continue
      opened.add(card.text)
      for (const number of telling(sealed)) {
        numbers += 1
        const early = texts.slice(0, index).findIndex((text) => text.includes(number))
        expect(early < 0 ? null : messages[early]?.input, `where ${number}, sealed for “${card.text}”, was told before it was rated`).toBeNull()
      }
    }
  })
  return { seals: opened.size, numbers }
}

/** The numbers of a seal as they are written in a message; those that are round could stand anywhere. */
function telling({ mean, likely, chance }: Sealed): readonly string[] {
  return [...new Set([mean, chance, ...(likely ?? [])].map(String))].filter((number) => number.length > 8)
}

function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Readonly<Record<string, unknown>>
  for (const part of Object.values(value)) yield* objectsIn(part)
}

const isCard = (found: object): boolean => 'form' in found && 'text' in found && 'kind' in found
const isCarrier = (found: object): found is Carrier => 'card' in found && 'sealed' in found && 'reasons' in found

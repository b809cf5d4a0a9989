import { createHash } from 'node:crypto'
import { breathe } from '../breathe.ts'
import { admit } from '../gate.ts'
import { tellTurnsApart } from './compose.ts'
import { toTurnPassages } from './passages.ts'
import type { Rules } from '../rules.ts'
import type { FoundSecret } from '../secrets.ts'
import type { ReadPassage, WithheldPart, WithheldReason } from '../types.ts'
import type { Conversation, LeftReason, Segment, Turn } from './types.ts'

/** Part of every hash, so that a better reader reads again what an earlier one has read. */
const READER = 'chats-4'
/** More than this of a text is never kept, so that it need not pass the search for secrets. */
const LONGEST = { person: 20_000, assistant: 4000, other: 4000 } as const
/** A number that is cut in two is known by nobody for a secret, so a little more is looked through than is kept. */
const BEYOND = 200

export type AdmittedTurn = Readonly<{ turn: Turn; position: number; segments: readonly Segment[] }>
export type AdmittedConversation =
  | Readonly<{ kind: 'withheld'; reason: WithheldReason }>
  | Readonly<{ kind: 'admitted'; title: string | null; turns: readonly AdmittedTurn[]; passages: readonly ReadPassage[]; withheld: readonly WithheldPart[]; secrets: readonly FoundSecret[] }>

export function hashOf(conversation: Conversation): string {
  const { turns, ...rest } = conversation
  const hash = createHash('sha256').update(READER).update(JSON.stringify(rest))
  for (const turn of turns) hash.update(JSON.stringify(turn))
  return hash.digest('hex')
}

/** Why nothing of a conversation may be kept by the person's rules; the whole of it is looked at. */
export function refuseConversation(conversation: Conversation, place: string, rules: Rules): WithheldReason | null {
  const texts = conversation.turns.flatMap(({ text, attached }) => [text, ...attached])
  return rules.refusePlace(conversation.id) ?? rules.refusePlace(place) ?? rules.refuseContent({ place: conversation.id, title: conversation.title, tags: conversation.tags, list: () => [], texts })
}

/** Every conversation passes here before anything of it is kept: nothing private, no secrets, no drafts that were replaced. */
export async function admitConversation(conversation: Conversation, rules: Rules, isTacits?: (words: string) => boolean): Promise<AdmittedConversation> {
  const shown = conversation.turns.filter(({ isSuperseded }) => !isSuperseded)
  // One list for the gate, in which each turn is followed by what was attached to it, and the title comes last.
  const texts = [...shown.flatMap(({ speaker, text, attached }) => [cutAt(text, LONGEST[speaker] + BEYOND), ...attached.map((piece) => cutAt(piece, LONGEST.other + BEYOND))]), conversation.title ?? '']
  const admitted = await admit({ place: conversation.id, title: conversation.title, tags: conversation.tags, list: () => [], texts }, rules)
  if (admitted.kind === 'withheld') return admitted
  await breathe()
  let next = 0
  const turns = shown.map((turn): Turn => {
    const text = cutAt(admitted.texts[next]!.text, LONGEST[turn.speaker])
    const attached = turn.attached.map((_, index) => cutAt(admitted.texts[next + 1 + index]!.text, LONGEST.other))
    next += 1 + attached.length
    return { ...turn, text, attached }
  })
  const title = admitted.texts[next]!.text.trim() || null
  const segments = tellTurnsApart(turns, shown, isTacits)
  const cut = turns.map((turn, position) => ({ turn, position, segments: segments[position]! }))
  const parts: ReturnType<typeof toTurnPassages>[] = []
  for (const turn of cut) {
    await breathe()
    parts.push(toTurnPassages({ ...conversation, title }, turn))
  }
  return {
    kind: 'admitted',
    title,
    turns: cut,
    passages: parts.flatMap(({ passages }) => passages),
    withheld: [...leftOf(conversation), ...admitted.texts.flatMap(({ withheld }) => withheld), ...parts.flatMap(({ withheld }) => withheld)],
    secrets: admitted.texts.flatMap(({ secrets }) => secrets),
  }
}

/** What its reader left out of it, by reason. */
function leftOf({ left }: Conversation): readonly WithheldPart[] {
  return (Object.entries(left) as [LeftReason, number][]).map(([reason, count]) => ({ reason, lineStart: 0, lineEnd: 0, count }))
}

/** A copy: a part of a text would keep the whole of it in memory. */
function cutAt(text: string, length: number): string {
  return text.length <= length ? text : Buffer.from(text.slice(0, length).replace(/\s+\S*$/, '')).toString()
}

import type { PrincipleView } from '../../agent/contract/index.ts'
import { shortId } from '../ids.ts'
import { block, counted, day, paragraphs } from './lines.ts'
import type { Style } from './style.ts'

const STRENGTHS = { never: 'never', strong: 'strong preference' } as const

export function principlesText(list: readonly PrincipleView[], style: Style, width: number): string {
  if (list.length === 0) return 'No principle yet. tacit principles add TEXT --words a,b writes one: what must never be proposed, or what you would rather not see.'
  return paragraphs(
    ...list.map(({ id, text, strength, words, since, bearsOn, pending }) => {
      const facts = [
        shortId(id), STRENGTHS[strength], `since ${day(since)}`, `${strength === 'never' ? 'keeps out' : 'bears on'} ${counted(bearsOn.count, 'state')}`,
        words.length > 0 && `words: ${words.join(', ')}`, pending && `${pending.what} on ${day(pending.at)}`,
      ]
      return `${style.you(block(text, width))}\n${style.faint(block(facts.filter(Boolean).join(' · '), width, 4))}`
    }),
  )
}

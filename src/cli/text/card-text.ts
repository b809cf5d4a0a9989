import type { Answer, Card, Opened, Reasons, Sealed, Why } from '../../agent/contract/index.ts'
import { drawScale, SCALE_NUMBERS } from './drawn.ts'
import { block, columns, day, paragraphs, signed } from './lines.ts'
import { quoteText } from './passage-text.ts'
import type { Style } from './style.ts'

export const RATING_WORDS = ['no', 'rather not', 'either way', 'would like', 'very much'] as const

/** A card as it stands before it is answered; nothing in it tells what Tacit expects. */
export function cardText(card: Card, style: Style, width: number): string {
  return paragraphs(
    style.faint(`  ${kindLine(card)}`),
    card.looksBack && style.you(`  ${day(card.looksBack.at)}, ${card.looksBack.answer}`),
    ...statesText(card, style, width),
    ...card.quotes.slice(0, 2).map((quote) => quoteText(quote, style, width)),
  )
}

function statesText({ form, text, other, ratings }: Card, style: Style, width: number): readonly string[] {
  if (other === null || (form !== 'pair' && !ratings)) return [style.bold(block(text, width))]
  const [first, second] = ratings ? ratings.map(({ rating, at }) => style.you(`  ${day(at)}, you said ${rating}`)) : [style.bold('  1  This'), style.bold('  2  That')]
  return [first!, block(text, width, 5), second!, block(other, width, 5)]
}

function kindLine({ form, kind, origin, topics, isSample, writer, quotes }: Card): string {
  const words = form === 'hindsight' ? 'Looking back' : form === 'contradiction' ? 'Question' : { proposal: 'Proposal', guess: 'A guess', own: 'Your own', sample: 'Sample' }[kind]
  const from = { library: 'from the library', notes: 'answers your notes', own: 'in your words', generated: `written by ${writer ?? 'a model'}${quotes.length > 0 ? ' from your words' : ''}` }[origin]
  return [words, topics.join(', '), from, isSample && kind !== 'sample' ? 'sample notes' : ''].filter(Boolean).join(' · ')
}

/** The opened envelope: what was written, what was said, and what moved because of it. */
export function openedText({ answer, sealed, moves, isSurprise }: Opened, style: Style, width: number): string {
  return paragraphs(
    `  ${style.you(answerWords(answer))}`,
    sealed && sealedText(sealed, answer.kind === 'stars' ? answer.rating : null, isSurprise, style, answer.kind === 'hindsight'),
    (sealed ?? (answer.kind === 'change' || answer.kind === 'contradiction')) && style.faint(block(movesLine(moves, answer), width)),
  )
}

function sealedText(sealed: Sealed, rating: number | null, isSurprise: boolean, style: Style, isHindsight = false): string {
  if (sealed.likely === null) return `  It gave ${isHindsight ? 'glad' : 'the first'} ${Math.round(sealed.chance * 100)} in 100.`
  const [low, high] = sealed.likely.map((value) => value.toFixed(1))
  const said = rating !== null && isSurprise ? ` You said ${rating}, outside.` : ''
  return [
    `  It wrote ${style.tacit(sealed.mean.toFixed(1))}, likely ${low} to ${high}.${said}`,
    `  ${drawScale(sealed, rating, style)}`,
    style.faint(`  ${SCALE_NUMBERS}`),
  ].join('\n')
}

function movesLine(moves: Opened['moves'], answer: Answer): string {
  if (answer.kind === 'cannot-say' || answer.kind === 'not-now' || (answer.kind === 'hindsight' && answer.verdict === 'did-not-happen')) return 'This says nothing about what you want, and changed nothing.'
  const shown = moves.slice(0, 3).map(({ pole, by }) => `${pole} ${signed(by)}`)
  if (shown.length === 0) return 'This changed little: it was expected.'
  return `Because of this: ${shown.join(', ')}${moves.length > 3 ? `, and ${moves.length - 3} more` : ''}.`
}

export function answerWords(answer: Answer): string {
  switch (answer.kind) {
    case 'stars':
      return `${answer.rating}, ${RATING_WORDS[answer.rating - 1]}`
    case 'pair':
      return answer.choice === 'equal' ? 'About equal' : `The ${answer.choice}`
    case 'change':
      return { yes: 'Yes, it has changed', lately: 'Just lately', no: 'No, it has not changed' }[answer.answer]
    case 'contradiction':
      return { changed: 'I changed', depends: 'It depends', 'first-slip': 'The earlier rating was a slip', 'second-slip': 'The later rating was a slip' }[answer.answer]
    case 'hindsight':
      return { glad: 'Glad of it', neither: 'Neither', sorry: 'Sorry for it', 'did-not-happen': 'It did not happen' }[answer.verdict]
    case 'edit':
      return `In your words: ${answer.text}`
    case 'dismiss':
      return 'Dismissed'
    case 'not-now':
      return 'Not now'
    case 'cannot-say':
      return 'Can’t say'
    default:
      return answer satisfies never
  }
}

/** Why a card was there: the arithmetic that was sealed with it. */
export function whyText({ card, answer, sealed, reasons }: Why, style: Style, width: number): string {
  return paragraphs(
    cardText(card, style, width),
    answer && `  ${style.you(answerWords(answer))}`,
    sealed ? sealedText(sealed, answer?.kind === 'stars' ? answer.rating : null, false, style, card.form === 'hindsight') : '  Sealed. It opens when you rate it.',
    reasons && reasonsText(reasons, style, width),
  )
}

function reasonsText({ contributions, style: cues, evidence, choice, otherwise, regret }: Reasons, style: Style, width: number): string {
  const terms = [...contributions, cues]
  return paragraphs(
    columns(terms.map(({ label, value, spread }) => [label, signed(value), `± ${spread.toFixed(2)}`]), [1]),
    evidence.length > 0 && `  What weighs most\n${columns(evidence.map(({ rowId, label, weight }) => [`row:${rowId}`, signed(weight), label.length > width - 24 ? `${label.slice(0, width - 25)}…` : label]), [1])}`,
    block(choice, width),
    style.faint(block(otherwise, width)),
    regret ? style.faint(block(regret.said, width)) : null,
  )
}

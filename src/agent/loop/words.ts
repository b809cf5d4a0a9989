import type { Silence } from '../contract/index.ts'

// The sentences that open and close a tray, computed from what is in it.

type Day = Readonly<{
  proposals: number
  questions: number
  answeredToday: number
  candidates: number
  keptQuiet: number
  ratings: number
  needed: number
  silence: Silence
}>

/** Above the tray of the day. */
export function dayLede({ proposals, questions, answeredToday, candidates, keptQuiet, ratings, needed, silence }: Day): string {
  const counted = [counting(proposals, 'proposal'), counting(questions, 'question')].filter((part) => part !== null)
  if (counted.length > 0) return `${capital(counted.join(' and '))} today.`
  if (answeredToday > 0) return 'That is all for today.'
  if (ratings < needed) return `Nothing today. Tacit stays quiet until ${needed} ratings; there ${ratings === 1 ? 'is' : 'are'} ${inWords(ratings)} so far.`
  if (silence.isQuiet) return `Nothing now. ${silence.text}.`
  if (keptQuiet > 0) return `Nothing today. ${capital(inWords(keptQuiet))} would have been worth it, and the day’s limit kept ${keptQuiet === 1 ? 'it' : 'them'} quiet.`
  return `Nothing today. ${capital(inWords(candidates))} candidates, none worth an interruption.`
}

/** Above a deck that the person opened. `isQuoted`: its cards stand beside the person's own words. */
export function deckLede(form: 'state' | 'pair' | 'grounded', count: number, isQuoted: boolean, isBeforeNeeded: boolean): string {
  if (form === 'pair') return `${capital(inWords(count))} choices. Which would you rather have be so?`
  if (isQuoted) return 'First proposals, each beside the words that it answers.'
  return `Rate ${inWords(count)}. You opened this${isBeforeNeeded ? '; Tacit will not interrupt you yet' : ''}.`
}

export const deckEnd = (answered: number): string => (answered === 0 ? 'Nothing is left to rate here.' : `${capital(inWords(answered))} answered.`)

export const dayEnd = (answered: number, nextAt: string): string => `${capital(inWords(answered))} answered. The next tray is set out after ${nextAt}.`

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] as const
const inWords = (count: number): string => WORDS[count] ?? count.toLocaleString('en')
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function counting(count: number, noun: string): string | null {
  return count === 0 ? null : `${inWords(count)} ${count === 1 ? noun : `${noun}s`}`
}

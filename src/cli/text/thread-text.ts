import type { RouteOutput, ThreadView } from '../../agent/contract/index.ts'
import { shortId } from '../ids.ts'
import { block, counted, day, paragraphs } from './lines.ts'
import { quoteText } from './passage-text.ts'
import type { Style } from './style.ts'

/** Each aim with its state, its last day and what it leaves open. */
export function threadsText({ total, threads }: RouteOutput<'threads.list'>, style: Style, width: number): string {
  if (threads.length === 0) return 'No thread: nothing that was read comes back to one aim.'
  return paragraphs(...threads.map((thread) => threadText(thread, style, width)), total > threads.length && style.faint(`  and ${counted(total - threads.length, 'more', 'more')}`))
}

export function threadText({ id, aim, state, stateBy, probability, evidence, leavesOpen, at }: ThreadView, style: Style, width: number): string {
  const by = stateBy === 'person' ? 'as you said' : `read off your words, about ${Math.round(probability * 100)} in 100`
  return [
    style.bold(block(aim.text, width)),
    `  ${state}, ${by}; ${counted(evidence.length, 'passage')}, the last of ${day(at)}`,
    ...(leavesOpen ? [style.faint('  leaves open'), quoteText(leavesOpen, style, width)] : []),
    style.faint(`  id ${shortId(id)}`),
  ].join('\n')
}

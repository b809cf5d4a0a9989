import type { Quote, ThreadView } from '../../../agent/contract/index.ts'
import { useQuotePlace } from '../../parts/quote-place.ts'
import { useThreads } from '../../stores/threads.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { CopyMarkdown } from '../../ui/CopyMarkdown.tsx'
import { formatAddress } from '../../words/address.ts'
import { longDay } from '../../words/dates.ts'
import { threadMarkdown } from '../../words/markdown.ts'
import { counted } from '../../words/numbers.ts'
import { SHOWS_WORDS, stateWords } from '../../words/threads.ts'
import { ThreadState } from './ThreadState.tsx'
import styles from './Threads.module.css'

type ThreadDetailProps = Readonly<{ id: string; thread: ThreadView }>

/** What a thread rests on, the oldest first, what it leaves open, and how to correct it. */
export function ThreadDetail({ id, thread }: ThreadDetailProps) {
  const notAnAim = useThreads((state) => state.notAnAim)
  const placeOf = useQuotePlace()
  const { evidence, leavesOpen, proposals } = thread
  /** The focus goes to the thread that has taken its place. */
  const drop = async (button: HTMLElement): Promise<void> => {
    const heads = [...document.querySelectorAll<HTMLElement>('main [data-thread]')]
    const index = heads.findIndex((head) => head.closest('li')?.contains(button))
    const next = heads[index + 1] ?? heads[index - 1] ?? document.querySelector<HTMLElement>('main')
    await notAnAim(thread)
    if (!button.isConnected) next?.focus()
  }
  return (
    <div id={id} className={styles.detail} data-copyable>
      <p className="small">
        {stateWords(thread)}. {proposals > 0 ? `${counted(proposals, 'proposal')} answered it.` : 'No proposal has answered it yet.'}
      </p>
      <ol className={styles.timeline}>
        {evidence.map(({ quote, shows }) => (
          <li key={`${quote.passageId} ${quote.text}`}>
            <span className={styles.when}>{quote.date === null ? 'undated' : longDay(quote.date)}</span>
            <div>
              <Words quote={quote} tag={SHOWS_WORDS[shows]} />
            </div>
          </li>
        ))}
      </ol>
      {leavesOpen !== null && (
        <div className={styles.open}>
          <h2>What it leaves open</h2>
          <Words quote={leavesOpen} />
        </div>
      )}
      <ThreadState thread={thread} />
      <p className="small">
        <LinkButton onClick={(event) => void drop(event.currentTarget)}>This is not an aim</LinkButton> <span className="faint">It goes, and the same words are not taken for one again.</span>
      </p>
      <p className="small">
        <CopyMarkdown what="the thread" text={() => threadMarkdown(thread, placeOf)} />
      </p>
    </div>
  )
}

function Words({ quote, tag }: Readonly<{ quote: Quote; tag?: string }>) {
  const placeOf = useQuotePlace()
  return (
    <figure>
      <blockquote dir="auto">“{quote.text}”</blockquote>
      <figcaption>
        {tag !== undefined && `${tag} · `}
        <a href={formatAddress('memory', 'passage', quote.passageId)}>{placeOf(quote)}</a>
      </figcaption>
    </figure>
  )
}

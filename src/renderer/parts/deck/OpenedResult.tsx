import { useEffect, useId, useRef, useState } from 'react'
import type { Opened } from '../../../agent/contract/index.ts'
import { isMac } from '../../api.ts'
import { useIsSetUp } from '../../stores/app.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/Button.tsx'
import { ScaleChart } from '../../ui/ScaleChart.tsx'
import { formatAddress } from '../../words/address.ts'
import { decimal } from '../../words/numbers.ts'
import { isNoVerdict, saidWords, wroteSentence } from '../../words/opened.ts'
import { Moves } from './Moves.tsx'
import { ReasonChips } from './ReasonChips.tsx'
import { WhyPanel } from './WhyPanel.tsx'
import styles from './OpenedResult.module.css'

type OpenedResultProps = Readonly<{ opened: Opened; isWhyOpen: boolean; onWhy: (isOpen: boolean) => void }>

/** Under an answered card: what it wrote against what was said, what changed, why; Undo and Next. */
export function OpenedResult({ opened, isWhyOpen, onWhy }: OpenedResultProps) {
  const { next, undo, isSending } = useToday()
  const line = useRef<HTMLParagraphElement>(null)
  const whyId = useId()
  const isSetUp = useIsSetUp()
  const [id] = useState(opened.card.id)
  useEffect(() => {
    line.current?.focus({ preventScroll: true })
    line.current?.closest('[data-result]')?.scrollIntoView({ block: 'nearest' })
  }, [id])
  const { sealed, answer } = opened
  const said = answer.kind === 'stars' ? answer.rating : null
  return (
    <div className={styles.result} data-result>
      <div className={styles.line}>
        {sealed?.likely && (
          <ScaleChart
            sentence={`Tacit wrote ${decimal(sealed.mean, 1)}, likely between ${decimal(sealed.likely[0], 1)} and ${decimal(sealed.likely[1], 1)}. ${said === null ? '' : `You rated ${said}.`}`}
            likely={sealed.likely}
            wrote={sealed.mean}
            said={said}
          />
        )}
        <div className={styles.words}>
          <p className={styles.moved} ref={line} tabIndex={-1}>
            {isNoVerdict(answer) ? 'It is noted, and says nothing about what you want.' : <Moves moves={opened.moves} answer={answer} />}
          </p>
          <Meeting opened={opened} />
        </div>
      </div>
      <ReasonChips opened={opened} />
      {isSetUp && opened.status.ratings === 10 && (
        <p className="small muted">
          Ten ratings. <a href={formatAddress('you')}>What Tacit now believes</a>
        </p>
      )}
      <div className={styles.acts}>
        {opened.reasons && (
          <Button kind="plain" small aria-expanded={isWhyOpen} aria-controls={isWhyOpen ? whyId : undefined} onClick={() => onWhy(!isWhyOpen)} cap="W" keys="w">
            Why it was there
          </Button>
        )}
        <span className="spacer" />
        <Button kind="plain" small icon="undo" cap={isMac ? '⌘ Z' : 'Ctrl Z'} keys="Control+Z" disabled={isSending} onClick={() => void undo(opened.undoId)}>
          Undo
        </Button>
        <Button kind="primary" cap="↵" keys="Enter" disabled={isSending} onClick={() => void next()}>
          Next
        </Button>
      </div>
      {isWhyOpen && opened.reasons && <WhyPanel id={whyId} sealed={sealed} reasons={opened.reasons} />}
    </div>
  )
}

/** Where the scale does not tell it already: a surprise, an edit, a pair. */
function Meeting({ opened }: Readonly<{ opened: Opened }>) {
  const { answer, isSurprise, sealed } = opened
  if (answer.kind === 'stars' && !isSurprise && sealed) return null
  if (answer.kind === 'edit') return <p className="muted">It is kept as you wrote it.</p>
  const sentence = wroteSentence(opened)
  if (sentence === null && answer.kind === 'stars') return <p className="muted">Nothing was sealed: you wrote this one.</p>
  return <p className="muted">{sentence ?? `It is noted: ${saidWords(answer)}.`}</p>
}


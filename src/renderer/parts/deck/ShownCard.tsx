import { useRef } from 'react'
import type { Card, Opened } from '../../../agent/contract/index.ts'
import { ChangeCard } from './ChangeCard.tsx'
import { ContradictionCard } from './ContradictionCard.tsx'
import { HindsightCard } from './HindsightCard.tsx'
import { PairCard } from './PairCard.tsx'
import { StateCard } from './StateCard.tsx'
import { useSeen } from './use-seen.ts'

const FORMS = { state: StateCard, pair: PairCard, change: ChangeCard, contradiction: ContradictionCard, hindsight: HindsightCard } as const

type ShownCardProps = Readonly<{ card: Card; kind: string; opened: Opened | null; className?: string | undefined }>

/** A card that can be answered, and once it is, what came of it. */
export function ShownCard({ className, ...props }: ShownCardProps) {
  const { card, opened } = props
  const whole = useRef<HTMLDivElement>(null)
  useSeen(whole, card.id, opened === null && card.kind !== 'sample')
  const Form = FORMS[card.form]
  return (
    <div ref={whole} className={className}>
      <Form {...props} />
    </div>
  )
}

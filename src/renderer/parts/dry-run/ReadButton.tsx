import { useState } from 'react'
import type { DryRun } from '../../../agent/contract/index.ts'
import { noticeFailure } from '../../stores/app.ts'
import { useDryRun } from '../../stores/dry-run.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { readWords } from '../../words/dry-run.ts'
import { hasUse } from '../../words/uses.ts'
import { tickedNotes } from './ticked.ts'

/** The consent: names the act and its object, or what it still needs, and does it. */
export function ReadButton({ run, onRead }: Readonly<{ run: DryRun; onRead: (notes: number) => void }>) {
  const { ticked, uses } = useDryRun()
  const add = useSources((state) => state.add)
  const [isSending, setSending] = useState(false)
  const notes = tickedNotes(run, ticked)
  const read = async (): Promise<void> => {
    setSending(true)
    try {
      await add(run.isSample ? null : run.path, [...ticked], uses)
      onRead(notes)
    } catch (thrown) {
      useDryRun.setState({ error: noticeFailure(thrown) })
      setSending(false)
    }
  }
  return (
    <Button kind="primary" disabled={notes === 0 || !hasUse(uses) || isSending} onClick={() => void read()}>
      {readWords(run, notes, hasUse(uses))}
    </Button>
  )
}

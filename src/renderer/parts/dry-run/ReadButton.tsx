import { useState } from 'react'
import type { DryRun } from '../../../agent/contract/index.ts'
import { noticeFailure } from '../../stores/app.ts'
import { useDryRun } from '../../stores/dry-run.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { count } from '../../words/numbers.ts'
import { tickedNotes } from './ticked.ts'

/** The consent: names the act and its object, and does it. */
export function ReadButton({ run, onRead }: Readonly<{ run: DryRun; onRead: (notes: number) => void }>) {
  const ticked = useDryRun((state) => state.ticked)
  const add = useSources((state) => state.add)
  const [isSending, setSending] = useState(false)
  const notes = tickedNotes(run, ticked)
  const read = async (): Promise<void> => {
    setSending(true)
    try {
      await add(run.isSample ? null : run.path, [...ticked], { memory: true, evidence: false, proposals: true })
      onRead(notes)
    } catch (thrown) {
      useDryRun.setState({ error: noticeFailure(thrown) })
      setSending(false)
    }
  }
  return (
    <Button kind="primary" disabled={notes === 0 || isSending} onClick={() => void read()}>
      {notes === 0 ? 'Tick a folder' : notes === 1 ? 'Read this note' : `Read these ${count(notes)} notes`}
    </Button>
  )
}

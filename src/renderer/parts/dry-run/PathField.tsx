import { useState } from 'react'
import type { DragEvent } from 'react'
import { canChoose, choosePath, droppedPath } from '../../api.ts'
import { noticeFailure } from '../../stores/app.ts'
import { useDryRun } from '../../stores/dry-run.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import styles from './PathField.module.css'

/** Asks the system for a folder or a file and looks at it; nothing happens when the person cancels. */
export async function chooseAndLook(what: 'folder' | 'file' = 'folder'): Promise<boolean> {
  try {
    const path = await choosePath(what)
    if (path === null) return false
    await useDryRun.getState().look(path)
    return true
  } catch (thrown) {
    useDryRun.setState({ error: noticeFailure(thrown) })
    return false
  }
}

/** The other ways to say what to look at: drop it, name it, or choose a file. */
export function PathField({ isFirst }: Readonly<{ isFirst: boolean }>) {
  const { look, isLooking } = useDryRun()
  const [path, setPath] = useState('')
  const [isOver, setOver] = useState(false)
  const over = (isIt: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(isIt)
  }
  const drop = (event: DragEvent): void => {
    over(false)(event)
    const dropped = droppedPath(event.dataTransfer)
    if (dropped !== null) void look(dropped)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the field and the choosers inside do the same as a drop
    <form
      className={styles.zone}
      data-over={isOver || undefined}
      aria-label="What to look at"
      onDragOver={canChoose ? over(true) : undefined}
      onDragLeave={canChoose ? over(false) : undefined}
      onDrop={canChoose ? drop : undefined}
      onSubmit={(event) => {
        event.preventDefault()
        if (path.trim() !== '') void look(path.trim())
      }}
    >
      {canChoose && <p className={styles.drop}>Drop a folder of notes here, or a file with chats.</p>}
      <div className={styles.path}>
        <label>
          <span>{canChoose ? 'Or name it, as this computer does' : 'A folder of notes or a file with chats, as this computer names it'}</span>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- on loopback it is the one way in */}
          <input dir="auto" value={path} onChange={(event) => setPath(event.target.value)} spellCheck={false} autoComplete="off" placeholder="/home/you/Notes" autoFocus={isFirst && !canChoose} />
        </label>
        <Button submits disabled={path.trim() === '' || isLooking}>
          Look
        </Button>
      </div>
      <p className={styles.kinds}>
        Notes: Markdown, as Obsidian, Logseq, Foam and Dendron keep it. Chats: what ChatGPT, Claude, Claude Code, Gemini and Open WebUI export, zipped or not, and transcripts.{' '}
        {canChoose && (
          <LinkButton disabled={isLooking} onClick={() => void chooseAndLook('file')}>
            Choose a file
          </LinkButton>
        )}
      </p>
    </form>
  )
}

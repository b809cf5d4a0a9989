import { useState } from 'react'
import { canChooseFolder, chooseFolder } from '../../api.ts'
import { noticeFailure } from '../../stores/app.ts'
import { useDryRun } from '../../stores/dry-run.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './PathField.module.css'

/** Asks the system for a folder and looks at it; nothing happens when the person cancels. */
export async function chooseAndLook(): Promise<boolean> {
  try {
    const path = await chooseFolder()
    if (path === null) return false
    await useDryRun.getState().look(path)
    return true
  } catch (thrown) {
    useDryRun.setState({ error: noticeFailure(thrown) })
    return false
  }
}

/** Where a page has no folder chooser, the folder is named. */
export function PathField({ isFirst }: Readonly<{ isFirst: boolean }>) {
  const { look, isLooking } = useDryRun()
  const [path, setPath] = useState('')
  if (canChooseFolder) return null
  return (
    <form
      className={styles.path}
      onSubmit={(event) => {
        event.preventDefault()
        if (path.trim() !== '') void look(path.trim())
      }}
    >
      <label>
        <span>Folder of notes, as this computer names it</span>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the person asked for it */}
        <input value={path} onChange={(event) => setPath(event.target.value)} spellCheck={false} autoComplete="off" placeholder="/home/you/Notes" autoFocus={isFirst} />
      </label>
      <Button submits disabled={path.trim() === '' || isLooking}>
        Look
      </Button>
    </form>
  )
}

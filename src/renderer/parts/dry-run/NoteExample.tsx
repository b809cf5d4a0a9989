import { Redacted } from '../../ui/Redacted.tsx'
import styles from './NoteExample.module.css'

/** A note or a conversation as it would be kept. */
export function NoteExample({ file, pick, text }: Readonly<{ file: string; pick: string; text: string }>) {
  return (
    <article className={styles.note} aria-label={file}>
      <header>
        <span dir="auto">{file}</span>
        <span>{pick}</span>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keys */}
      <p dir="auto" tabIndex={0}>
        <Redacted text={text} />
      </p>
    </article>
  )
}

import { Fragment } from 'react'
import styles from './NoteExample.module.css'

const WITHHELD = /\[withheld: ([^\]]+)\]/g

/** A note as it would be kept; what is withheld is a hatched word with its reason, never the text. */
export function NoteExample({ file, pick, text }: Readonly<{ file: string; pick: string; text: string }>) {
  const parts = text.split(WITHHELD)
  return (
    <article className={styles.note} aria-label={file}>
      <header>
        <span>{file}</span>
        <span>{pick}</span>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keys */}
      <p dir="auto" tabIndex={0}>
        {parts.map((part, index) =>
          index % 2 === 1 ? (
            <span key={index} className={styles.gone}>
              withheld: {part}
            </span>
          ) : (
            <Fragment key={index}>{part}</Fragment>
          ),
        )}
      </p>
    </article>
  )
}

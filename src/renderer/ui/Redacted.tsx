import { Fragment } from 'react'
import styles from './Redacted.module.css'

/** As the agent leaves them: `[withheld: reason]`, and the kind of a secret in the place of it. */
const GONE = /\[(withheld: [^\]]+|a private key|a key|a password|a card number|an account number|a personal id)\]/g

/** A text that was kept; what is not in it is a hatched word that says why. */
export function Redacted({ text }: Readonly<{ text: string }>) {
  return text.split(GONE).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className={styles.gone}>
        {part.startsWith('withheld') ? part : `${part}, withheld`}
      </span>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  )
}

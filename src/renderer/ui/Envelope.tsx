import styles from './Envelope.module.css'

/** A sealed envelope; sight only. */
export function SealedDrawing() {
  return (
    <svg className={styles.drawing} width="72" height="50" viewBox="0 0 72 50" aria-hidden="true">
      <rect className={styles.paper} x="1" y="1" width="70" height="48" rx="4" />
      <path className={styles.flap} d="M2.5 46.5 28 24M69.5 46.5 44 24" />
      <path className={styles.paper} d="M2.2 3.2 33 28.4a5 5 0 0 0 6 0L69.8 3.2" />
      <circle className={styles.seal} cx="36" cy="28" r="9.5" />
      <circle className={styles.mark} cx="36" cy="28" r="6.6" />
      <path className={styles.mark} d="M33 26h6M36 26v5.2" />
    </svg>
  )
}

/** The same envelope, open, with what was written on the slip. */
export function OpenDrawing({ slip }: Readonly<{ slip: string }>) {
  return (
    <svg className={styles.open} width="72" height="66" viewBox="0 -16 72 66" aria-hidden="true">
      <path className={styles.paper} d="M2.2 3.2 33 -19a5 5 0 0 1 6 0L69.8 3.2Z" />
      <g className={styles.rise}>
        <rect className={styles.slip} x="10" y="-10" width="52" height="44" rx="2" />
        <text className={styles.number} x="36" y="12" textAnchor="middle">
          {slip}
        </text>
      </g>
      <path className={styles.paper} d="M1 5v40a4 4 0 0 0 4 4h62a4 4 0 0 0 4-4V5L39 30a5 5 0 0 1-6 0Z" />
    </svg>
  )
}

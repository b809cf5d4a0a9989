import styles from './Meter.module.css'

type MeterProps = Readonly<{ label: string; words: string; done: number; total: number }>

/** Counts real things, and stops when they stop. */
export function Meter({ label, words, done, total }: MeterProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <div className={styles.meter} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={done} aria-valuetext={words}>
      <i style={{ inlineSize: `${share * 100}%` }} />
    </div>
  )
}

import type { ReactNode } from 'react'
import styles from './Step.module.css'

type StepProps = Readonly<{ lede: string; under?: ReactNode; children: ReactNode; foot?: ReactNode; ways: ReactNode }>

/** The frame of a step: one sentence, the matter, what the ways on need, and the ways on. */
export function Step({ lede, under, children, foot, ways }: StepProps) {
  return (
    <div className={styles.step}>
      <div className={styles.body}>
        <h1 id="lede" className={styles.lede}>
          {lede}
        </h1>
        {under !== undefined && <p className={styles.under}>{under}</p>}
        {children}
      </div>
      <div className={styles.foot}>
        {foot}
        <div className={styles.ways}>{ways}</div>
      </div>
    </div>
  )
}

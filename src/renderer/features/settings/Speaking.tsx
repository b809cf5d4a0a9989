import { useEffect, useRef } from 'react'
import { keepQuietForHours, noticeFailure, QUIET_HOURS, useApp } from '../../stores/app.ts'
import { Button } from '../../ui/Button.tsx'
import { useNow } from '../../ui/use-now.ts'
import { clock } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import { Background } from './Background.tsx'
import { Presets } from './Presets.tsx'
import { QuietStrip } from './QuietStrip.tsx'
import type { SectionProps } from './section.ts'
import styles from './Settings.module.css'

const TIME = /^\d\d:\d\d$/

export function Speaking({ status, settings }: SectionProps) {
  const { change, keepQuiet } = useApp()
  const now = useNow()
  const isAsked = settings.quietUntilTime !== null && settings.quietUntilTime > now
  const set = (name: 'quietFrom' | 'quietUntil') => (time: string) => void change({ [name]: time }).catch(noticeFailure)
  return (
    <>
      <h2>{status.ratings < status.needed ? `It proposes nothing by itself yet: ${status.ratings} of ${counted(status.needed, 'rating')}.` : `It proposes in the tray${settings.notifications ? ', and a notice of the system says how many wait' : ', and nowhere else'}.`}</h2>
      <ul className={styles.rows}>
        <li>
          <span className={styles.name}>Now</span>
          <div className={styles.value}>
            {status.silence.text}
            <span>{status.keptQuiet > 0 ? `Kept quiet ${counted(status.keptQuiet, 'time')} since yesterday` : settings.notifications ? 'No sound; a notice of the system says how many, and no more' : 'No sound and no system notice'}</span>
          </div>
          <Button small onClick={() => (isAsked ? void keepQuiet(null).catch(noticeFailure) : keepQuietForHours())}>
            {isAsked ? `End the quiet until ${clock(settings.quietUntilTime ?? 0)}` : `Quiet for ${QUIET_HOURS} hours`}
          </Button>
        </li>
        <li>
          <span className={styles.name}>How readily</span>
          <Presets settings={settings} />
        </li>
        <li>
          <span className={styles.name}>Quiet hours</span>
          <div className={styles.value}>
            <div className={styles.times}>
              <TimeField name="from" time={settings.quietFrom} onSet={set('quietFrom')} />
              <TimeField name="until" time={settings.quietUntil} onSet={set('quietUntil')} />
            </div>
            <QuietStrip from={settings.quietFrom} until={settings.quietUntil} />
          </div>
        </li>
        <Background settings={settings} />
      </ul>
    </>
  )
}

type TimeFieldProps = Readonly<{ name: string; time: string; onSet: (time: string) => void }>

/** A time that is half typed is kept by the field; one that was set elsewhere is taken while nobody types here. */
function TimeField({ name, time, onSet }: TimeFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (field.current && field.current !== document.activeElement) field.current.value = time
  }, [time])
  return (
    <label>
      {name}
      <input ref={field} className={styles.time} type="time" defaultValue={time} onChange={({ target }) => TIME.test(target.value) && onSet(target.value)} />
    </label>
  )
}

import { keepQuietForHours, noticeFailure, QUIET_HOURS, useApp } from '../../stores/app.ts'
import { isMac } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Key } from '../../ui/Key.tsx'
import { TimeField } from '../../ui/TimeField.tsx'
import { useNow } from '../../ui/use-now.ts'
import { clock } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import { Background } from './Background.tsx'
import { Limits } from './Limits.tsx'
import { Presets } from './Presets.tsx'
import { QuietStrip } from './QuietStrip.tsx'
import type { SectionProps } from './section.ts'
import styles from './Settings.module.css'

export function Speaking({ status, settings }: SectionProps) {
  const { change, keepQuiet } = useApp()
  const now = useNow()
  const isAsked = settings.quietUntilTime !== null && settings.quietUntilTime > now
  const set = (name: 'quietFrom' | 'quietUntil') => (time: string) => void change({ [name]: time }).catch(noticeFailure)
  return (
    <>
      <h2>{speaksWhere(status, settings)}</h2>
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
        <Limits settings={settings} earned={status.earned} />
        <li>
          <span className={styles.name}>Quiet hours</span>
          <div className={styles.value}>
            <div className={styles.times}>
              <TimeField label="from" time={settings.quietFrom} onSet={set('quietFrom')} />
              <TimeField label="until" time={settings.quietUntil} onSet={set('quietUntil')} />
            </div>
            <QuietStrip from={settings.quietFrom} until={settings.quietUntil} />
          </div>
        </li>
        <li>
          <span className={styles.name}>Others can see</span>
          <div className={styles.value}>
            This system does not say when the screen is shared
            <span>
              Nor when another program fills it. A key keeps Tacit quiet meanwhile, for {QUIET_HOURS} hours: <Key>{isMac ? '⌃ ⇧ Q' : 'Ctrl Shift Q'}</Key>
              <span className="sr">{isMac ? 'Control Shift Q' : 'Ctrl Shift Q'}</span>
            </span>
          </div>
        </li>
        <Background settings={settings} />
      </ul>
    </>
  )
}

function speaksWhere({ ratings, needed }: SectionProps['status'], { dayLimit, notifications }: SectionProps['settings']): string {
  if (ratings < needed) return `It proposes nothing by itself yet: ${ratings} of ${counted(needed, 'rating')}.`
  if (dayLimit === 0) return 'It proposes nothing by itself: none a day, as you set it.'
  return `It proposes in the tray${notifications ? ', and a notice of the system says how many wait' : ', and nowhere else'}.`
}

import { useState } from 'react'
import type { Notice } from '../../../agent/contract/index.ts'
import { client } from '../../api.ts'
import { noticeFailure, useApp } from '../../stores/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './Notices.module.css'

/** One strip over the place, in sight wherever it is scrolled to, the gravest first: cause, what is kept, one way on. */
export function Notices() {
  const { status, phase, incident, error } = useApp()
  if (incident !== null && phase !== 'stopped') return <Incident text={incident} />
  const notice: Notice | undefined =
    phase === 'stopped'
      ? { code: 'AGENT_STOPPED', cause: 'The assistant does not answer.', kept: `${error?.message ?? ''} What you are typing stays here.`, action: null }
      : status?.notices[0]
  if (!notice) return null
  return <Strip key={notice.code} notice={notice} more={phase === 'stopped' ? 0 : (status?.notices.length ?? 1) - 1} />
}

function Incident({ text }: Readonly<{ text: string }>) {
  return (
    <aside className={styles.notice} aria-label="Notice">
      <Icon name="warning" className={styles.icon} />
      <p>{text}</p>
      <Button small kind="plain" onClick={() => useApp.setState({ incident: null })}>
        Close
      </Button>
    </aside>
  )
}

function Strip({ notice, more }: Readonly<{ notice: Notice; more: number }>) {
  const [isOpen, setOpen] = useState(false)
  const act = async (route: string): Promise<void> => {
    if (route.startsWith('#')) {
      location.hash = route
      return
    }
    try {
      await client.request(route as 'app.doctor', {})
    } catch (thrown) {
      noticeFailure(thrown)
    }
  }
  return (
    <aside className={styles.notice} aria-label="Notice">
      <Icon name="warning" className={styles.icon} />
      <div>
        <p>
          <b>{notice.cause}</b>
        </p>
        <p className="small muted">{notice.kept}</p>
        {isOpen && (
          <p className="small faint">
            {notice.code}
            {more > 0 && ` · ${more} more after this`}
          </p>
        )}
      </div>
      <div className="row">
        {notice.action && (
          <Button small onClick={() => void act(notice.action!.route)}>
            {notice.action.label}
          </Button>
        )}
        <Button small kind="plain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Details
        </Button>
      </div>
    </aside>
  )
}

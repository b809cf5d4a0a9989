import { useEffect, useMemo, useState } from 'react'
import { client, saveFile } from '../../api.ts'
import { say } from '../../stores/announcer.ts'
import { noticeFailure } from '../../stores/app.ts'
import { usePrinciples } from '../../stores/principles.ts'
import { useYou } from '../../stores/you.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { CopyMarkdown } from '../../ui/CopyMarkdown.tsx'
import { bytes } from '../../words/numbers.ts'
import { GoesOut } from './GoesOut.tsx'
import { NOTHING_LEFT, wantedOf } from './goes-out.ts'
import { ImportProfile } from './ImportProfile.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import styles from './Profile.module.css'

const FILES = { markdown: 'tacit-profile.md', json: 'tacit-profile.json' } as const
const NAMES = { markdown: 'A page to read', json: 'A file for programs' } as const
type Form = keyof typeof FILES

/** What goes out when the person takes their profile away: the exact files, before they are saved. */
export function Profile() {
  const { profile, you, loadProfile, error } = useYou()
  const [form, setForm] = useState<Form>('markdown')
  const [outcome, setOutcome] = useState('')
  const [left, setLeft] = useState(NOTHING_LEFT)
  const { principles, load: loadPrinciples } = usePrinciples()
  useEffect(() => {
    void loadPrinciples()
  }, [loadPrinciples])
  const wanted = useMemo(() => wantedOf(left, you?.axes ?? [], principles ?? []), [left, you, principles])
  useEffect(() => {
    void loadProfile(wanted)
  }, [loadProfile, you, wanted])
  if (!profile) return error ? null : <Waiting words="Writing the profile" />
  const text = profile[form]

  const save = async (): Promise<void> => {
    try {
      // What was ticked a moment ago may not stand in the preview yet.
      const files = profile.wanted === wanted ? profile : await client.request('profile.export', wanted)
      const place = await saveFile(FILES[form], files[form])
      const words = place === null ? 'Not saved.' : `Saved: ${place}`
      setOutcome(words)
      say(words)
    } catch (thrown) {
      setOutcome(`It was not saved: ${noticeFailure(thrown).message}`)
    }
  }

  return (
    <>
      <ImportProfile />
      <section className={styles.profile} aria-label="Export profile" data-copyable>
        <p className="muted">This is exactly what goes out: what Tacit believes, how sure it is, and the states that you rated or wrote. No note, no passage and no file name is in it. A state that a model wrote from your notes is among them once you rated it, and may say what stands there: read it before you pass it on.</p>
        {you && <GoesOut axes={you.axes} principles={principles ?? []} left={left} onLeft={setLeft} />}
        <div className={styles.ways}>
          <div className="row" role="group" aria-label="Form">
            {(['markdown', 'json'] as const).map((name) => (
              <Chip key={name} pressed={form === name} onClick={() => setForm(name)}>
                <span>{NAMES[name]}</span>
              </Chip>
            ))}
          </div>
          <span className="spacer" />
          <span className="small faint">{outcome || `${FILES[form]}, ${bytes(new Blob([text]).size)}`}</span>
          {form === 'markdown' && profile.wanted === wanted && (
            <span className="small">
              <CopyMarkdown what="the profile" text={() => text} />
            </span>
          )}
          <Button kind="primary" onClick={() => void save()}>
            {form === 'json' ? 'Save as JSON' : 'Save as Markdown'}
          </Button>
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keys */}
        <pre className={styles.preview} tabIndex={0} aria-label={`Preview of ${FILES[form]}`}>
          {text}
        </pre>
      </section>
    </>
  )
}

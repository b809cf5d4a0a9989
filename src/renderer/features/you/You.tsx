import { useEffect, useRef } from 'react'
import { Tabs } from 'radix-ui'
import { go, useAddress } from '../../stores/address.ts'
import { useYou } from '../../stores/you.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useNarrow } from '../../ui/use-narrow.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { formatAddress } from '../../words/address.ts'
import { groupAxes } from '../../words/axes.ts'
import { counted } from '../../words/numbers.ts'
import { AxisList } from './AxisList.tsx'
import { AxisPage } from './AxisPage.tsx'
import { Channels } from './Channels.tsx'
import { Inspector } from './Inspector.tsx'
import { Matters } from './Matters.tsx'
import { Moods } from './Moods.tsx'
import { Principles } from './Principles.tsx'
import { Profile } from './Profile.tsx'
import styles from './You.module.css'

const TABS = ['axes', 'channels', 'principles', 'moods', 'export'] as const
type Tab = (typeof TABS)[number]

/** What Tacit believes, how sure it is and from what; all of it can be set, locked or removed. */
export function You() {
  const path = useAddress((state) => state.path)
  const { you, error, load } = useYou()
  const tab: Tab = TABS.find((name) => name === path[0]) ?? 'axes'
  useEffect(() => {
    void load()
  }, [load])

  return (
    <div className={styles.you}>
      <p className="lede" id="lede">
        {you?.lede ?? 'What Tacit believes about what you want.'}
      </p>
      {you && (
        <p className="under">
          {you.rows === 0 ? (
            <>
              Every band is at its full width until you rate something. <a href={formatAddress('today')}>Rate five</a>, or say <a href={formatAddress('you', 'matters')}>which of these matter to you</a>
            </>
          ) : (
            `Everything here was inferred from ${counted(you.rows, 'row')} of evidence. All of it can be set, locked or removed by you.`
          )}
        </p>
      )}
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} action="Read it again" onAction={() => void load()} />}
      <Tabs.Root value={tab} onValueChange={(value) => (value === 'axes' ? go('you') : go('you', value))}>
        <div className={styles.bar}>
          <Tabs.List className={styles.tabs} aria-label="What Tacit believes">
            <Tabs.Trigger value="axes">Axes</Tabs.Trigger>
            <Tabs.Trigger value="channels">Channels</Tabs.Trigger>
            <Tabs.Trigger value="principles">Principles</Tabs.Trigger>
            <Tabs.Trigger value="moods">Taste and mood</Tabs.Trigger>
            <Tabs.Trigger value="export">Profile</Tabs.Trigger>
          </Tabs.List>
          {tab !== 'export' && (
            <Button small onClick={() => go('you', 'export')}>
              Export profile
            </Button>
          )}
        </div>
        <Tabs.Content value="axes" tabIndex={-1} className={styles.axes}>
          {path[0] === 'matters' ? <Matters /> : <Axes axisId={path[0] === 'axis' ? path[1] : undefined} />}
        </Tabs.Content>
        <Tabs.Content value="channels" tabIndex={-1}>
          <Channels />
        </Tabs.Content>
        <Tabs.Content value="principles" tabIndex={-1}>
          <Principles />
        </Tabs.Content>
        <Tabs.Content value="moods" tabIndex={-1}>
          <Moods />
        </Tabs.Content>
        <Tabs.Content value="export" tabIndex={-1}>
          <Profile />
        </Tabs.Content>
      </Tabs.Root>
    </div>
  )
}

function Axes({ axisId }: Readonly<{ axisId: string | undefined }>) {
  const { you, detail, error, open } = useYou()
  const isNarrow = useNarrow()
  const clearest = you && [...groupAxes(you.axes).sure, ...groupAxes(you.axes).unsure][0]
  const chosen = axisId ?? detail?.id ?? clearest?.id
  useEffect(() => {
    if (chosen) void open(chosen)
  }, [chosen, open, you])
  useBackToRow(axisId, isNarrow && you !== null)
  if (!you) return error ? null : <Waiting words="Reading what Tacit believes" rows={14} />
  const inspected = detail?.id === chosen ? detail : null
  if (isNarrow && axisId !== undefined) return inspected ? <AxisPage key={inspected.id} detail={inspected} /> : <Waiting words="Reading the axis" rows={6} />
  return (
    <>
      <AxisList axes={you.axes} chosen={chosen ?? ''} />
      {inspected && !isNarrow && <Inspector key={inspected.id} detail={inspected} />}
    </>
  )
}

/** From the page of an axis the focus goes back to its row. */
function useBackToRow(axisId: string | undefined, isPaged: boolean): void {
  const before = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (isPaged && axisId === undefined && before.current !== undefined) document.querySelector<HTMLElement>(`main [data-axis="${before.current}"]`)?.focus()
    before.current = axisId
  }, [axisId, isPaged])
}

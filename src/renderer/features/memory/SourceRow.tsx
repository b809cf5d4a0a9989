import { useRef } from 'react'
import { DropdownMenu } from 'radix-ui'
import type { Source } from '../../../agent/contract/index.ts'
import { go } from '../../stores/address.ts'
import { useDryRun } from '../../stores/dry-run.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { formatAddress } from '../../words/address.ts'
import { clockOrDay, day } from '../../words/dates.ts'
import { units } from '../../words/dry-run.ts'
import { sourceState } from '../../words/memory.ts'
import { counted } from '../../words/numbers.ts'
import { usesLine } from '../../words/sources.ts'
import styles from './SourceList.module.css'

export function SourceRow({ source }: Readonly<{ source: Source }>) {
  const { pause, readAgain } = useSources()
  const words = sourceState(source)
  const isBad = source.state === 'missing' || source.state === 'failed'
  const isLive = source.state === 'reading' || source.state === 'current'
  return (
    <li>
      <Icon name={source.kind === 'chats' ? 'chat' : 'folder'} />
      <div className={styles.name}>
        <b dir="auto">
          <a href={formatAddress('memory', 'source', source.id)}>{source.name}</a>
        </b>
        <span title={source.path}>
          <bdi>{source.isSample ? 'Sample' : source.path}</bdi> · opted in {day(source.consentedAt)}
        </span>
      </div>
      <div className={styles.state}>
        <div className={isBad ? styles.bad : undefined}>
          {isBad ? <Icon name="warning" small /> : <i className={classes(styles.pulse, !isLive && styles.off)} aria-hidden="true" />}
          {words}
        </div>
        {source.state === 'reading' && source.total > 0 ? (
          <Meter label={`${source.name}, files read`} words={words} done={source.done} total={source.total} />
        ) : isBad ? (
          <span className={styles.why}>{source.message} Nothing was removed.</span>
        ) : (
          <span title={source.message ?? undefined}>{source.message ?? [usesLine(source), source.readAt ? `read ${clockOrDay(source.readAt)}` : null].filter(Boolean).join(' · ')}</span>
        )}
      </div>
      <div className={styles.counts}>
        {counted(source.passages, 'passage')}
        <span>{units(source.kind, source.notes)}</span>
      </div>
      <div className={styles.go}>
        {(source.state === 'reading' || source.watch.mode !== 'off') && source.state !== 'paused' && !isBad && (
          <Button kind="plain" small aria-label={`Pause: ${source.name}`} onClick={() => void pause(source, true)}>
            Pause
          </Button>
        )}
        {source.state === 'paused' && (
          <Button kind="plain" small aria-label={`Go on: ${source.name}`} onClick={() => void pause(source, false)}>
            Go on
          </Button>
        )}
        {((source.state === 'current' && source.watch.mode === 'off') || isBad) && (
          <Button kind="plain" small aria-label={`${isBad ? 'Try again' : 'Read again'}: ${source.name}`} onClick={() => void readAgain(source)}>
            {isBad ? 'Try again' : 'Read again'}
          </Button>
        )}
        <SourceMenu source={source} />
      </div>
    </li>
  )
}

function SourceMenu({ source }: Readonly<{ source: Source }>) {
  const { readAgain } = useSources()
  const look = useDryRun((state) => state.look)
  const isLeaving = useRef(false)
  const dryRun = (): void => {
    go('memory', 'add')
    void look(source.isSample ? null : source.path)
  }
  const keepFocusThere = (event: Event): void => {
    if (isLeaving.current) event.preventDefault()
    isLeaving.current = false
  }
  /** What comes takes the focus, and the menu does not take it back. */
  const leaving = (action: () => void) => () => {
    isLeaving.current = true
    action()
  }
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.more} aria-label={`More for ${source.name}`}>
        <Icon name="more" small />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="end" sideOffset={4} onCloseAutoFocus={keepFocusThere}>
          <DropdownMenu.Item onSelect={leaving(() => go('memory', 'source', source.id))}>What it may be used for</DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => void readAgain(source)}>Read again</DropdownMenu.Item>
          <DropdownMenu.Item onSelect={leaving(dryRun)}>Dry run</DropdownMenu.Item>
          <DropdownMenu.Item onSelect={leaving(() => go('memory', 'exclusions', source.id))}>Exclude…</DropdownMenu.Item>
          <DropdownMenu.Item onSelect={leaving(() => go('memory', 'source', source.id, 'remove'))}>{source.isSample ? 'Leave the sample notes…' : 'Remove source…'}</DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

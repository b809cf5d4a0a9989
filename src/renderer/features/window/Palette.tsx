import { useEffect, useId, useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { PassageView } from '../../../agent/contract/index.ts'
import { client } from '../../api.ts'
import { useAddress } from '../../stores/address.ts'
import { useApp } from '../../stores/app.ts'
import { usePrinciples } from '../../stores/principles.ts'
import { useSources } from '../../stores/sources.ts'
import { useToday } from '../../stores/today.ts'
import { useYou } from '../../stores/you.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { commandsFor, matching, passageCommands } from './commands.ts'
import type { Command } from './command.ts'
import { useProposalCommands } from './proposal-commands.ts'
import { openOverlay } from '../../parts/keys/overlay.ts'
import styles from './Palette.module.css'

const GROUPS = ['Do', 'Go to', 'In your notes'] as const
const LEAST_SEARCHED = 3
const close = (): void => openOverlay(null)

/** Find or do: one field over every act, every place and the person's own passages. */
export function Palette() {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const { status, settings } = useApp()
  const sources = useSources((state) => state.sources)
  const { you, load } = useYou()
  const { principles, load: loadPrinciples } = usePrinciples()
  const place = useAddress((state) => state.place)
  const canUndo = useToday(({ opened, tray }) => opened !== null || (tray !== null && tray.last !== null))
  const passages = usePassages(query.trim())
  const proposals = useProposalCommands()
  const listId = useId()
  useEffect(() => {
    if (!you) void load()
    if (!principles) void loadPrinciples()
  }, [you, load, principles, loadPrinciples])

  const found = useMemo(() => {
    const commands = matching([...commandsFor({ place, status, settings, sources: sources ?? [], principles: principles ?? [], you, canUndo }), ...proposals], query, place)
    const all = [...commands, ...passageCommands(passages)]
    return GROUPS.flatMap((group) => all.filter((command) => command.group === group).slice(0, group === 'In your notes' ? 5 : 9))
  }, [place, status, settings, sources, principles, you, canUndo, query, passages, proposals])
  const chosen = found[Math.min(active, found.length - 1)]

  const run = (command: Command | undefined): void => {
    if (!command) return
    close()
    // Under an open dialog nothing takes the focus, and as it closes it gives the focus back.
    setTimeout(command.run)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) {
      event.preventDefault()
      setActive((Math.min(active, found.length - 1) + step + found.length) % found.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      run(chosen)
    }
  }

  return (
    <Dialog label="Find or do" className={styles.palette} onClose={close}>
      <label className={styles.query}>
        <Icon name="search" />
        <input
          role="combobox"
          aria-label="Find or do"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="An act, a place, an axis, a word of your notes"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div role="listbox" id={listId} aria-label="Results" className={styles.results}>
        {GROUPS.map((group) => {
          const commands = found.filter((command) => command.group === group)
          return commands.length === 0 ? null : (
            <div key={group} role="group" aria-label={group}>
              <p className={styles.group} aria-hidden="true">
                {group}
              </p>
              {commands.map((command) => (
                <Option key={command.id} id={`${listId}-${command.id}`} command={command} isChosen={command === chosen} onRun={() => run(command)} />
              ))}
            </div>
          )
        })}
      </div>
      {found.length === 0 && <p className={styles.none}>Nothing is called that here.</p>}
    </Dialog>
  )
}

type OptionProps = Readonly<{ id: string; command: Command; isChosen: boolean; onRun: () => void }>

function Option({ id, command, isChosen, onRun }: OptionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the combobox has the keys and the focus
    <div role="option" id={id} aria-selected={isChosen} className={styles.option} onClick={onRun} ref={(element) => void (isChosen && element?.scrollIntoView({ block: 'nearest' }))}>
      <Icon name={command.icon} />
      <span className={styles.label} dir="auto">
        {command.label}
      </span>
      <span className={styles.hint}>{command.hint}</span>
    </div>
  )
}

/** Up to five passages that hold the words, asked for once the person pauses. */
function usePassages(wanted: string): readonly PassageView[] {
  const [passages, setPassages] = useState<readonly PassageView[]>([])
  useEffect(() => {
    let isCurrent = true
    if (wanted.length < LEAST_SEARCHED) return
    const timer = setTimeout(() => {
      client.request('memory.passages', { query: wanted, limit: 5 }).then(
        (answer) => isCurrent && setPassages(answer.passages),
        () => isCurrent && setPassages([]),
      )
    }, 150)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [wanted])
  return wanted.length < LEAST_SEARCHED ? [] : passages
}

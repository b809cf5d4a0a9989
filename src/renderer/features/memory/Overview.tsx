import { Tabs } from 'radix-ui'
import { go, useAddress } from '../../stores/address.ts'
import { Button } from '../../ui/Button.tsx'
import { Exclusions, ExclusionsLede } from './Exclusions.tsx'
import { Sources, SourcesLede } from './Sources.tsx'
import { Threads, ThreadsLede } from './Threads.tsx'
import { Weeks, WeeksLede } from './Weeks.tsx'
import styles from './Memory.module.css'

const TABS = [
  { id: 'sources', name: 'Sources', Lede: SourcesLede, View: Sources },
  { id: 'threads', name: 'Threads', Lede: ThreadsLede, View: Threads },
  { id: 'exclusions', name: 'Exclusions', Lede: ExclusionsLede, View: Exclusions },
  { id: 'week', name: 'This week', Lede: WeeksLede, View: Weeks },
] as const

/** The four sides of what was read; each opens with its own sentence. */
export function Overview() {
  const view = useAddress((state) => state.path[0])
  const { id: tab, Lede } = TABS.find(({ id }) => id === view) ?? TABS[0]
  return (
    <Tabs.Root className={styles.memory} value={tab} onValueChange={(value) => (value === 'sources' ? go('memory') : go('memory', value))}>
      <Lede />
      <div className={styles.bar}>
        <Tabs.List className={styles.tabs} aria-label="What was read">
          {TABS.map(({ id, name }) => (
            <Tabs.Trigger key={id} value={id}>
              {name}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Button small icon="plus" onClick={() => go('memory', 'add')}>
          Add a source
        </Button>
      </div>
      {TABS.map(({ id, View }) => (
        <Tabs.Content key={id} value={id} tabIndex={-1}>
          <View />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  )
}

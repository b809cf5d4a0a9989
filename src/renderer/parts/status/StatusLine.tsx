import { go } from '../../stores/address.ts'
import { useApp } from '../../stores/app.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useModels } from '../../stores/models.ts'
import { networkLine } from '../../words/network.ts'
import { count } from '../../words/numbers.ts'
import styles from './StatusLine.module.css'

/** What Tacit does now; each part goes to its explanation. Facts alone where `isPlain`. */
export function StatusLine({ isPlain = false }: Readonly<{ isPlain?: boolean }>) {
  const { status, settings, phase } = useApp()
  const models = useModels((state) => state.models?.models)
  if (!status) return <footer className={styles.status} aria-label="Status" data-region />
  const { silence, keptQuiet, reading, model, network } = status
  const silenceText = phase === 'stopped' ? 'The assistant does not answer' : silence.text
  const goTo = (place: 'settings' | 'trust' | 'memory', ...path: string[]) => (isPlain ? undefined : () => go(place, ...path))
  return (
    <footer className={styles.status} aria-label="Status" data-region>
      <Item onPress={goTo('settings', 'speaking')}>
        <span className={classes(styles.dot, !silence.isQuiet && phase !== 'stopped' && styles.on)} aria-hidden="true" />
        <span className={styles.text}>{silenceText}</span>
      </Item>
      {keptQuiet > 0 && (
        <Item onPress={goTo('trust', 'quiet')} className={styles.wide}>
          {count(keptQuiet)} kept quiet
        </Item>
      )}
      <span className="spacer" />
      {reading && (
        <Item onPress={goTo('memory')}>
          <Icon name="memory" />
          <span className={styles.text}>
            Reading {count(reading.done)} of {count(reading.total)}
          </span>
        </Item>
      )}
      <Item onPress={goTo('settings', 'models')} className={styles.shrinks}>
        <Icon name="chip" />
        <span className={classes(styles.text, styles.long)}>{model}</span>
        <span className={classes(styles.text, styles.short)}>{modelInShort(model)}</span>
      </Item>
      <Item onPress={goTo('trust', 'network')}>
        <Icon name="network" />
        <span className={styles.text}>{networkLine(network, settings?.noNetwork ?? false, models ?? [])}</span>
      </Item>
    </footer>
  )
}

/** What comes before the first explanation: "No model", "4B Instruct Q4_K_M". */
const modelInShort = (model: string): string => model.split(/:| · /, 1)[0]!

type ItemProps = Readonly<{ onPress?: (() => void) | undefined; className?: string | undefined; children: React.ReactNode }>

function Item({ onPress, className, children }: ItemProps) {
  return onPress ? (
    <button type="button" className={classes(styles.item, className)} onClick={onPress}>
      {children}
    </button>
  ) : (
    <span className={classes(styles.item, className)}>{children}</span>
  )
}

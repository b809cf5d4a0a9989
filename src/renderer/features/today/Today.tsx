import { useEffect } from 'react'
import { Deck } from '../../parts/deck/Deck.tsx'
import { replace, useAddress } from '../../stores/address.ts'
import { useApp } from '../../stores/app.ts'
import { useToday } from '../../stores/today.ts'
import { classes } from '../../ui/classes.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Pips } from '../../ui/Pips.tsx'
import { useLater } from '../../ui/use-later.ts'
import { burnInSentence } from '../../words/today.ts'
import { OneProposal } from './OneProposal.tsx'
import { TrayEnd } from './TrayEnd.tsx'
import { TrayFoot } from './TrayFoot.tsx'
import { WriteOwn } from './WriteOwn.tsx'
import styles from './Today.module.css'

/** A finite tray, rated inline, and an end to the day. */
export function Today() {
  const { tray, opened, error, open, load } = useToday()
  const path = useAddress((state) => state.path)
  const isWriting = path[0] === 'write'
  const returns = useApp((state) => state.returns)
  useEffect(() => {
    void open()
  }, [open, returns])

  if (path[0] === 'proposal' && path[1]) return <OneProposal key={path[1]} id={path[1]} />
  if (!tray) return error ? <Unread /> : <Reading />
  const card = opened?.card ?? tray.cards[0]
  return (
    <div className={classes(styles.tray, card?.form === 'pair' && !isWriting && styles.wide)}>
      {(card || isWriting) && <Lede />}
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} action="Read the tray again" onAction={() => void load()} />}
      {isWriting ? <WriteOwn onEnd={() => replace('today')} /> : card ? <Deck tray={tray} /> : <TrayEnd tray={tray} />}
      <TrayFoot tray={tray} hasCard={card !== undefined} isWriting={isWriting} />
    </div>
  )
}

function Lede() {
  const { tray, opened } = useToday()
  const status = useApp((state) => state.status)
  if (!tray) return null
  const isFive = tray.mode === 'five'
  const burnIn = isFive && status ? burnInSentence(status) : null
  const done = tray.answered + (opened && (opened.card.kind !== 'own' || tray.mode === 'tray') ? 1 : 0)
  return (
    <header className={styles.lede}>
      <div>
        <p className="lede" id="lede">
          {tray.lede}
        </p>
        {burnIn && <p className="under small">{burnIn} Nothing to finish: leave whenever you like.</p>}
      </div>
      <Pips done={done} total={tray.total} />
    </header>
  )
}

function Unread() {
  const { error, load } = useToday()
  return (
    <div className={styles.tray}>
      <p className="lede" id="lede">
        The tray could not be read. Nothing is lost.
      </p>
      {error && <ErrorNote what="The tray could not be read." message={error.message} code={error.code} onAction={() => void load()} />}
    </div>
  )
}

function Reading() {
  const isLater = useLater()
  return (
    <div className={styles.tray}>
      <p className="lede" id="lede">
        {isLater ? 'Reading the tray' : '\u00a0'}
      </p>
      {isLater && <div className={styles.outline} />}
    </div>
  )
}

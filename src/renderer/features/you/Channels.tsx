import { useEffect } from 'react'
import type { ChannelView } from '../../../agent/contract/index.ts'
import { useYou } from '../../stores/you.ts'
import { Switch } from '../../ui/Switch.tsx'
import { decimal } from '../../words/numbers.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import styles from './Channels.module.css'

const WATCHES: Readonly<Record<string, string>> = {
  stars: 'You rate a proposal 1 to 5',
  pair: 'This over that',
  accept: 'You dismiss a proposal',
  edit: 'You rewrite a proposal',
  written: 'You write a state of your own',
  reason: 'You say why',
  pole: 'You say which pole matters to you',
  slider: 'You set an axis yourself',
  lock: 'You lock an axis',
  hindsight: 'Glad that it is so, later',
  thumb: 'Thumbs in a chat',
  ignored: 'A proposal that you leave unanswered',
  wish: 'Wishes in your notes',
  outcome: 'What came of it, in your notes and chats',
  revision: 'A newer version of a paragraph over an older one',
}

const STANDINGS: Readonly<Record<ChannelView['standing'], string>> = {
  fixed: 'Sets the scale',
  trusted: 'Trusted',
  weak: 'Weak',
  off: 'Switched off: mostly noise',
  unused: 'Nothing yet',
}

const FEW_ROWS = 8

/** The kinds of evidence, and how far each is found to follow what the person wants. */
export function Channels() {
  const { channels, you, loadChannels, error } = useYou()
  useEffect(() => {
    void loadChannels()
  }, [loadChannels, you])
  if (!channels) return error ? null : <Waiting words="Reading the channels" rows={14} />
  return (
    <>
      <table className={styles.channels}>
        <caption className="sr">Channels of evidence</caption>
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">What it watches</th>
            <th scope="col" className="num">
              Rows
            </th>
            <th scope="col">Belief over β</th>
            <th scope="col" className="num">
              β
            </th>
            <th scope="col">Standing</th>
            <th scope="col">Learns</th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <Channel key={channel.id} channel={channel} />
          ))}
        </tbody>
      </table>
      <p className={styles.note}>β says how far a channel follows what you want. At 0 it is noise, and Tacit stops learning from it; it goes on being watched. What you switch off is kept, and learnt from again once it is on.</p>
    </>
  )
}

function Channel({ channel }: Readonly<{ channel: ChannelView }>) {
  const { name, id, rows, grid, beta, standing, learns } = channel
  const learnFrom = useYou((state) => state.learnFrom)
  const most = Math.max(...grid.map((point) => point.probability), 1e-9)
  const best = grid.find((point) => point.probability === most)
  const isFew = rows < FEW_ROWS && standing !== 'fixed' && standing !== 'unused' && learns !== 'off'
  return (
    <tr className={rows === 0 ? styles.unused : undefined}>
      <th scope="row">{name}</th>
      <td className="muted">{WATCHES[id] ?? ''}</td>
      <td className="num" data-label="Rows">
        {rows}
      </td>
      <td>
        {grid.length > 1 ? (
          <span
            className={styles.beta}
            role="img"
            aria-label={`${name}: most likely ${decimal(best?.beta ?? beta, 1)}, from ${rows} rows. β runs over ${grid.map((point) => decimal(point.beta, 1)).join(', ')}.`}
          >
            {grid.map((point) => (
              <i key={point.beta} className={point === best ? styles.best : undefined} style={{ blockSize: `${Math.max(2, (32 * point.probability) / most)}px` }} />
            ))}
          </span>
        ) : (
          <span className="faint">fixed</span>
        )}
      </td>
      <td className="num" data-label="β">
        {decimal(beta, 1)}
      </td>
      <td>
        {learns === 'off' ? 'Switched off by you' : isFew && standing === 'off' ? 'Not told from noise yet' : STANDINGS[standing]}
        {isFew && <span className="faint">, few rows</span>}
      </td>
      <td data-label="Learns">{learns === 'always' ? <span className="faint">always</span> : <Switch label={`Learn from ${name}`} checked={learns === 'on'} onChange={(isOn) => void learnFrom(channel, isOn)} />}</td>
    </tr>
  )
}

import { isMac } from '../../api.ts'
import { useApp } from '../../stores/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { openOverlay } from './overlay.ts'
import styles from './ShortcutSheet.module.css'

const command = isMac ? '⌘' : 'Ctrl'

const KEYS: readonly Readonly<{ where: string; rows: readonly (readonly [string, string])[] }>[] = [
  {
    where: 'Anywhere',
    rows: [
      [`${command} 1 to 5`, 'Today, You, Memory, Trust, Settings'],
      [`${command} K`, 'Find or do'],
      [`${command} Z`, 'Undo the last answer'],
      [isMac ? '⌃ ⇧ Q' : 'Ctrl Shift Q', 'Quiet for 4 hours'],
      [isMac ? '⌥ ←' : 'Alt ←', 'Back'],
      ['F6', 'Rail, bar, place, status line'],
      ['?', 'This table'],
    ],
  },
  {
    where: 'On a card',
    rows: [
      ['1 to 5', 'Rate'],
      ['← → Enter', 'Draft a rating, then commit it'],
      ['E N D 0', 'Edit, not now, dismiss, can’t say'],
      ['S', 'Next source'],
      ['Enter', 'Next, once it is answered'],
      ['W', 'Why it was there, once it is answered'],
      ['Y', 'Say why in your own words, once it is answered'],
      ['C L', 'Copy as Markdown, copy a link'],
    ],
  },
  { where: 'On a pair', rows: [['← → ↓', 'This, that, about equal'], ['0 E', 'Can’t say; neither, I would write it so']] },
  { where: 'On a question', rows: [['1 2 3 4', 'The answers, from the left'], ['Esc', 'Back to the answers']] },
  { where: 'Today', rows: [['R', 'Rate five']] },
  { where: 'Editing', rows: [[`${command} Enter`, 'Keep'], ['Esc', 'Cancel']] },
  { where: 'You', rows: [['↑ ↓ Enter', 'Move between axes, open one'], [`${command} Z`, 'Undo the last removal of today'], ['L', 'Lock or unlock'], ['T', 'A chart, or its numbers'], ['C', 'Copy an axis as Markdown']] },
  { where: 'Memory', rows: [['/', 'Search passages'], ['C', 'Copy a passage or a thread as Markdown'], ['↑ ↓ Home End', 'Move between passages, or threads']] },
]

export function ShortcutSheet() {
  const singleKeys = useApp((state) => state.settings?.singleKeys ?? true)
  const close = (): void => openOverlay(null)
  return (
    <Dialog label="All keys" className={styles.sheet} onClose={close}>
      <header>
        <h2>All keys</h2>
        <Button small kind="plain" onClick={close}>
          Close
        </Button>
      </header>
      {!singleKeys && <p className="small muted">Single letters and digits are off. Settings turns them on.</p>}
      <div className={styles.groups}>
        {KEYS.map(({ where, rows }) => (
          <table key={where}>
            <caption>{where}</caption>
            <tbody>
              {rows.map(([keys, does]) => (
                <tr key={keys}>
                  <th scope="row">{keys}</th>
                  <td>{does}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </Dialog>
  )
}

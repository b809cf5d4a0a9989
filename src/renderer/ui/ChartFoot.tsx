import type { ReactNode } from 'react'
import { saveFile } from '../api.ts'
import { say } from '../stores/announcer.ts'
import { noticeFailure } from '../stores/app.ts'
import { LinkButton } from './Button.tsx'
import { pictureOf, pixelsOf } from './chart-picture.ts'
import { CopyTable } from './CopyTable.tsx'
import styles from './ChartFoot.module.css'

type ChartFootProps = Readonly<{
  /** What the file is called, without its ending. */
  name: string
  /** Stands over the picture; else the finding over the chart does. */
  title?: string
  hasNumbers: boolean
  onNumbers: (hasNumbers: boolean) => void
  /** What the marks mean. */
  children?: ReactNode
}>

/** Under a chart: what its marks mean, the table behind it, and the picture to take away. */
export function ChartFoot({ name, title, hasNumbers, onNumbers, children }: ChartFootProps) {
  const save = (form: 'svg' | 'png') => async (event: React.MouseEvent<HTMLElement>) => {
    const section = event.currentTarget.closest('[data-chart]')
    const chart = section?.querySelector<SVGSVGElement>('svg[data-picture], svg[role="img"]')
    if (!chart) return
    try {
      const picture = pictureOf(chart, title ?? section?.querySelector('h2')?.textContent ?? name)
      const place = form === 'svg' ? await saveFile(`${name}.svg`, picture.svg) : await saveFile(`${name}.png`, await pixelsOf(picture), 'base64')
      say(place === null ? 'Not saved.' : `Saved: ${place}`)
    } catch (thrown) {
      noticeFailure(thrown)
    }
  }
  return (
    <div className={styles.foot}>
      {children}
      <span className="spacer" />
      {hasNumbers && <CopyTable />}
      {!hasNumbers && (
        <span className={styles.save}>
          <LinkButton aria-label="Save this chart as SVG" onClick={(event) => void save('svg')(event)}>
            SVG
          </LinkButton>{' '}
          <LinkButton aria-label="Save this chart as PNG" onClick={(event) => void save('png')(event)}>
            PNG
          </LinkButton>
        </span>
      )}
      <LinkButton data-numbers aria-keyshortcuts="t" onClick={() => onNumbers(!hasNumbers)}>
        {hasNumbers ? 'Show the chart' : 'Show numbers'}
      </LinkButton>
    </div>
  )
}

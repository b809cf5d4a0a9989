import { useEffect, useRef } from 'react'
import type { AxisDetail } from '../../../agent/contract/index.ts'
import { go } from '../../stores/address.ts'
import { Button } from '../../ui/Button.tsx'
import { Inspector } from './Inspector.tsx'

/** One axis in the place of the list, where there is no room beside it. */
export function AxisPage({ detail }: Readonly<{ detail: AxisDetail }>) {
  const page = useRef<HTMLDivElement>(null)
  useEffect(() => {
    page.current?.scrollIntoView({ block: 'start' })
    page.current?.querySelector<HTMLElement>('aside')?.focus({ preventScroll: true })
  }, [])
  return (
    <div ref={page}>
      <Button kind="plain" small icon="back" onClick={() => go('you')}>
        All axes
      </Button>
      <Inspector detail={detail} />
    </div>
  )
}

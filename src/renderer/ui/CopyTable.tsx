import type { MouseEvent } from 'react'
import { copyText } from '../stores/clipboard.ts'
import { tableMarkdown } from '../words/markdown.ts'
import { LinkButton } from './Button.tsx'
import { tableText } from './table-text.ts'

/** Copies the numbers that stand in the same chart. */
export function CopyTable() {
  const copy = (event: MouseEvent<HTMLElement>): void => {
    const table = event.currentTarget.closest('[data-chart]')?.querySelector('table')
    if (table) void copyText(tableMarkdown(tableText(table)), 'the numbers, as Markdown')
  }
  return (
    <LinkButton data-copy="the numbers" onClick={copy}>
      Copy as Markdown<span className="sr"> (the numbers)</span>
    </LinkButton>
  )
}

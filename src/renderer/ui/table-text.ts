import type { TableText } from '../words/markdown.ts'

const textOf = (cell: Element): string => cell.textContent ?? ''

/** A table as it stands in the page. */
export function tableText(table: HTMLTableElement): TableText {
  const [first, ...rest] = [...table.rows]
  const head = [...(first?.cells ?? [])]
  return {
    caption: table.caption ? textOf(table.caption) : '',
    head: head.map(textOf),
    numbers: head.flatMap((cell, column) => (cell.classList.contains('num') ? [column] : [])),
    rows: rest.map((row) => [...row.cells].map(textOf)),
  }
}

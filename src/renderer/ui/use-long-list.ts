import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { FocusEvent, KeyboardEvent, RefObject } from 'react'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { Range } from '@tanstack/react-virtual'

type LongListOptions<Item> = Readonly<{
  items: readonly Item[]
  idOf: (item: Item) => string
  /** The likely height of a row; each is measured once it is drawn. */
  rowPx: number
  /** Is drawn wherever the person has scrolled to. */
  openId?: string | undefined
  /** Asks for the rows that follow, once for the same items. */
  more: (() => Promise<void>) | null
}>

/** A row that is drawn; `gapPx` is the height of those left out between it and the drawn one before it. */
type DrawnRow<Item> = Readonly<{ item: Item; id: string; index: number; gapPx: number }>

type LongList<Item, List extends HTMLElement> = Readonly<{
  list: RefObject<List | null>
  rows: readonly DrawnRow<Item>[]
  /** The height of the rows left out after the last that is drawn. */
  afterPx: number
  /** For each row, with `data-index`. */
  measure: (row: HTMLElement | null) => void
  onFocus: (event: FocusEvent) => void
  onKeyDown: (event: KeyboardEvent) => void
}>

const BEYOND = 8

/**
 * Draws of a list in the place only what is in sight, a little around it, the row that has the focus with its neighbours, and the open one.
 * ↑ ↓ Home End move between the controls marked `data-row`. Rows stand in the flow of the page, so none can cover another.
 */
export function useLongList<Item, List extends HTMLElement>({ items, idOf, rowPx, openId, more }: LongListOptions<Item>): LongList<Item, List> {
  const list = useRef<List>(null)
  const [marginPx, setMargin] = useState(0)
  const [focusedId, setFocused] = useState<string | null>(null)
  const goingTo = useRef<number | null>(null)

  const indexOf = (id: string | null | undefined): number => (id === null || id === undefined ? -1 : items.findIndex((item) => idOf(item) === id))
  const focused = indexOf(focusedId)
  const kept = [indexOf(openId), ...(focused < 0 ? [] : [focused - 1, focused, focused + 1])].filter((index) => index >= 0 && index < items.length)
  // oxlint-disable-next-line react/incompatible-library -- nothing is memoized here by a compiler
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: items.length,
    getScrollElement: () => list.current?.closest('main') ?? null,
    getItemKey: (index) => idOf(items[index]!),
    estimateSize: () => rowPx,
    // Whole pixels, as by default, would shift the page a little with every row that leaves.
    measureElement: (row) => row.getBoundingClientRect().height,
    rangeExtractor: (range: Range) => [...new Set([...defaultRangeExtractor(range), ...kept])].toSorted((a, b) => a - b),
    overscan: BEYOND,
    scrollMargin: marginPx,
  })

  // What stands above may have changed its height with anything that was drawn; the same number draws nothing again.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => setMargin(marginOf(list.current)))

  const drawn = virtualizer.getVirtualItems()
  const rows = drawn.map(({ index, start }, n): DrawnRow<Item> => {
    const item = items[index]!
    return { item, id: idOf(item), index, gapPx: Math.max(0, start - (drawn[n - 1]?.end ?? marginPx)) }
  })
  const last = drawn.at(-1)

  const asked = useRef<readonly Item[]>(null)
  const isNearEnd = last !== undefined && last.index >= items.length - BEYOND
  useEffect(() => {
    if (!isNearEnd || more === null || asked.current === items) return
    asked.current = items
    void more()
  }, [isNearEnd, more, items])

  useEffect(() => {
    const to = goingTo.current
    const control = to === null ? null : controlOf(list.current, to)
    if (!control) return
    goingTo.current = null
    control.focus()
  })

  return {
    list,
    rows,
    afterPx: last ? Math.max(0, marginPx + virtualizer.getTotalSize() - last.end) : 0,
    measure: virtualizer.measureElement,
    onFocus: ({ target }) => {
      const item = items[Number(target.closest<HTMLElement>('[data-index]')?.dataset.index)]
      setFocused(item ? idOf(item) : null)
    },
    onKeyDown: (event) => {
      const target = event.target as HTMLElement
      const from = target.closest<HTMLElement>('[data-index]')?.dataset.index
      const to = from === undefined || !target.matches('[data-row]') || isWithCommand(event) ? null : wanted(event.key, Number(from), items.length)
      if (to === null) return
      event.preventDefault()
      goingTo.current = to
      setFocused(idOf(items[to]!))
    },
  }
}

/** From the top of what the place scrolls to the list, in whole pixels. */
function marginOf(list: HTMLElement | null): number {
  const main = list?.closest('main')
  return list && main ? Math.round(list.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop) : 0
}

const isWithCommand = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean => altKey || ctrlKey || metaKey || shiftKey

const controlOf = (list: HTMLElement | null, index: number): HTMLElement | null => list?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row]`) ?? null

function wanted(key: string, from: number, count: number): number | null {
  const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: count - 1 }[key]
  return to === undefined || to === from || to < 0 || to >= count ? null : to
}

import { useState } from 'react'
import type { DragEvent } from 'react'
import { canChoose, droppedPath } from '../../api.ts'

type Drop = Readonly<{ isOver: boolean; handlers: Readonly<Partial<Record<'onDragOver' | 'onDragLeave' | 'onDrop', (event: DragEvent) => void>>> }>

/** Takes a file that is dropped on an element, where the system says which it is. */
export function useDrop(onPath: (path: string) => void): Drop {
  const [isOver, setOver] = useState(false)
  if (!canChoose) return { isOver: false, handlers: {} }
  const over = (isIt: boolean) => (event: DragEvent) => {
    event.preventDefault()
    // Going over a child leaves the element in name only.
    if (isIt || !event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(isIt)
  }
  return {
    isOver,
    handlers: {
      onDragOver: over(true),
      onDragLeave: over(false),
      onDrop: (event) => {
        event.preventDefault()
        setOver(false)
        const path = droppedPath(event.dataTransfer)
        if (path !== null) onPath(path)
      },
    },
  }
}

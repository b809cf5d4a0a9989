import type { ComponentProps } from 'react'
import styles from './Slider.module.css'

type SliderProps = Omit<ComponentProps<'input'>, 'type' | 'className' | 'value' | 'min' | 'max' | 'step' | 'onChange'> &
  Readonly<{
    value: number
    min: number
    max: number
    step: number
    /** What Page Up and Page Down move it by, in whole steps; the arrows move it by one. */
    page: number
    onMove: (to: number) => void
  }>

/** A value that the person sets, in their colour. */
export function Slider({ value, min, max, step, page, onMove, onKeyDown, ...others }: SliderProps) {
  return (
    <input
      type="range"
      className={styles.slider}
      value={value}
      min={min}
      max={max}
      step={step}
      onChange={({ target }) => onMove(Number(target.value))}
      onKeyDown={(event) => {
        const by = { PageUp: page, PageDown: -page }[event.key]
        if (by !== undefined) {
          event.preventDefault()
          onMove(Math.max(min, Math.min(max, min + Math.round((value + by - min) / step) * step)))
        }
        onKeyDown?.(event)
      }}
      {...others}
    />
  )
}

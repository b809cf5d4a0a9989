import type { ComponentProps } from 'react'
import styles from './Slider.module.css'

/** A value that the person sets, in their colour. */
export function Slider(props: Omit<ComponentProps<'input'>, 'type' | 'className'>) {
  return <input type="range" className={styles.slider} {...props} />
}

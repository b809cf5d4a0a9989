import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Chip.module.css'

type ChipProps = Omit<ComponentProps<'button'>, 'type'> & Readonly<{ pressed?: boolean; expanded?: boolean; controls?: string | undefined; children: ReactNode }>

/** A chip that is pressed, or that opens something. */
export function Chip({ pressed, expanded, controls, className, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      className={classes(styles.chip, className)}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-controls={expanded ? controls : undefined}
      {...rest}
    />
  )
}

/** A fact in the shape of a chip: nothing to press. */
export function Tag({ children }: Readonly<{ children: ReactNode }>) {
  return <span className={styles.tag}>{children}</span>
}

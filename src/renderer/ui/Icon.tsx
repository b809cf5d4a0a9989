import { classes } from './classes.ts'
import { ICONS } from './icons.ts'
import type { IconName } from './icons.ts'
import styles from './Icon.module.css'

type IconProps = Readonly<{ name: IconName; small?: boolean; className?: string | undefined }>

/** Always beside a word, so never named itself. */
export function Icon({ name, small = false, className }: IconProps) {
  return (
    <svg className={classes(styles.icon, small && styles.small, name === 'more' && styles.dots, className)} viewBox="0 0 20 20" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  )
}

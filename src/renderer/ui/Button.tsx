import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import { Key } from './Key.tsx'
import styles from './Button.module.css'

type ButtonProps = Omit<ComponentProps<'button'>, 'type'> &
  Readonly<{
    kind?: 'secondary' | 'primary' | 'plain' | 'danger'
    small?: boolean
    icon?: IconName
    /** Shown as a cap; `keys` is the same in the form of `aria-keyshortcuts`. */
    cap?: string | undefined
    keys?: string | undefined
    submits?: boolean
    /** Cannot be pressed just now, and keeps the focus. */
    waits?: boolean | undefined
    children: ReactNode
  }>

export function Button({ kind = 'secondary', small = false, icon, cap, keys, submits = false, waits = false, className, onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      type={submits ? 'submit' : 'button'}
      className={classes(styles.button, styles[kind], small && styles.small, className)}
      aria-keyshortcuts={keys}
      aria-disabled={waits || undefined}
      onClick={waits ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {icon && <Icon name={icon} small />}
      {children}
      {cap && <Key>{cap}</Key>}
    </button>
  )
}

type LinkButtonProps = Omit<ComponentProps<'button'>, 'type'> & Readonly<{ children: ReactNode }>

/** A button that reads as a link, inside a sentence. */
export function LinkButton({ className, ...rest }: LinkButtonProps) {
  return <button type="button" className={classes(styles.link, className)} {...rest} />
}

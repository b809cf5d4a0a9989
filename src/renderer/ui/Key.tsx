import styles from './Key.module.css'

/** A key cap. Sight only: the control beside it carries `aria-keyshortcuts`. */
export function Key({ children }: Readonly<{ children: string }>) {
  return (
    <kbd className={styles.key} aria-hidden="true">
      {children}
    </kbd>
  )
}

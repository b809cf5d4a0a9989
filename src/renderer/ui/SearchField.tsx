import type { ComponentProps } from 'react'
import { Icon } from './Icon.tsx'
import { Key } from './Key.tsx'
import styles from './SearchField.module.css'

type SearchFieldProps = Omit<ComponentProps<'input'>, 'type' | 'onChange'> & Readonly<{ label: string; cap?: string; onText: (text: string) => void }>

export function SearchField({ label, cap, onText, ...rest }: SearchFieldProps) {
  return (
    <label className={styles.field}>
      <Icon name="search" small />
      <span className="sr">{label}</span>
      <input type="text" inputMode="search" autoComplete="off" spellCheck={false} onChange={(event) => onText(event.target.value)} {...rest} />
      {cap && <Key>{cap}</Key>}
    </label>
  )
}

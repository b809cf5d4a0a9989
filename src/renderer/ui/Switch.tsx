import styles from './Switch.module.css'

type SwitchProps = Readonly<{ label: string; checked: boolean; onChange: (checked: boolean) => void; describedBy?: string }>

export function Switch({ label, checked, onChange, describedBy }: SwitchProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      className={styles.switch}
      aria-label={label}
      aria-describedby={describedBy}
      aria-checked={checked}
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
}

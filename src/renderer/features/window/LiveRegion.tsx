import { useAnnouncer } from '../../stores/announcer.ts'

/** The one polite live region of the window. */
export function LiveRegion() {
  const { text, turn } = useAnnouncer()
  return (
    <div className="sr" role="status" aria-live="polite">
      <span key={turn}>{text}</span>
    </div>
  )
}

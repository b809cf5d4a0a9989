import { useAddress } from '../../stores/address.ts'
import { AddSource } from './AddSource.tsx'
import { Ledger } from './Ledger.tsx'
import { Overview } from './Overview.tsx'
import { SourcePage } from './SourcePage.tsx'
import { useViewFocus } from './use-view-focus.ts'

/** What Tacit has read, from where, what it makes of it, and what was kept out. */
export function Memory() {
  const [view, id] = useAddress((state) => state.path)
  useViewFocus(view)
  if (view === 'add') return <AddSource />
  if (view === 'ledger') return <Ledger />
  if (view === 'source' && id !== undefined) return <SourcePage key={id} id={id} />
  return <Overview />
}

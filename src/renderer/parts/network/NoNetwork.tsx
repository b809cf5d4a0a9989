import { noticeFailure, useApp } from '../../stores/app.ts'
import { useModels } from '../../stores/models.ts'
import { Switch } from '../../ui/Switch.tsx'

/** The one switch that keeps every byte on this computer; the same in Settings and on Trust. */
export function NoNetwork({ describedBy }: Readonly<{ describedBy: string }>) {
  const isOff = useApp((state) => state.settings?.noNetwork ?? false)
  const change = useApp((state) => state.change)
  return <Switch label="No network" describedBy={describedBy} checked={isOff} onChange={(noNetwork) => void change({ noNetwork }).catch(noticeFailure)} />
}

/** What the switch does now, and what it does to what is under way. */
export function useNoNetworkWords(): Readonly<{ state: string; more: string }> {
  const isOff = useApp((state) => state.settings?.noNetwork ?? false)
  const isFetching = useModels((state) => state.models?.models.some(({ download }) => download !== null && download.state !== 'paused' && download.state !== 'failed') ?? false)
  const server = useModels((state) => state.models?.server ?? null)
  if (isOff) return { state: 'No part of Tacit can open a connection', more: isFetching ? 'The download waits; what is here is kept' : server ? 'Your own server is not asked either' : 'Every attempt is stopped, and listed' }
  return { state: 'Only what you start opens a connection', more: isFetching ? 'Turning the network off lets the download wait; what is here is kept' : 'A download that you press for, or a server of your own' }
}

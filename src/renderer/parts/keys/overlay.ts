import { create } from 'zustand'

type OverlayState = Readonly<{ open: 'palette' | 'shortcuts' | null }>

/** What lies over the window; one thing at a time. */
export const useOverlay = create<OverlayState>()(() => ({ open: null }))

export const openOverlay = (open: OverlayState['open']): void => useOverlay.setState({ open })

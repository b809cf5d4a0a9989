import { create } from 'zustand'

type AnnouncerState = Readonly<{ text: string; turn: number; say: (text: string) => void }>

/** What the window's one live region says; `turn` makes the same words heard again. */
export const useAnnouncer = create<AnnouncerState>()((set) => ({
  text: '',
  turn: 0,
  say: (text) => set(({ turn }) => ({ text, turn: turn + 1 })),
}))

export const say = (text: string): void => useAnnouncer.getState().say(text)

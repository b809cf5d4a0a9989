/** A note that wants something of the assistant, or pretends to be more than a note. `file` where its name matters. */
export type HostileNote = Readonly<{ name: string; text: string; file?: string }>

export type HostileTurn = Readonly<{ role: 'user' | 'assistant' | 'system' | 'tool'; text: string }>
export type HostileChat = Readonly<{ name: string; title?: string; turns: readonly HostileTurn[] }>

const FALLBACK = 'en-GB'

/** Offered in Settings; any other tag that the system knows is taken too. */
export const LANGUAGES = ['en-GB', 'en-US', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt-BR', 'sv'] as const

let tag: string = FALLBACK

/** Writes dates and numbers as this language does, or as the system's where the setting says so. */
export function writeIn(setting: string, system: string = globalThis.navigator?.language ?? FALLBACK): void {
  const wanted = setting === 'system' ? system : setting
  tag = Intl.DateTimeFormat.supportedLocalesOf([wanted])[0] ?? FALLBACK
}

/** "Deutsch": a language by its own name. */
export const languageName = (of: string): string => new Intl.DisplayNames([of], { type: 'language' }).of(of) ?? of

/** A format that is made anew when the language has changed. */
export function inLanguage<Format>(make: (language: string) => Format): () => Format {
  let made: Readonly<{ tag: string; format: Format }> | null = null
  return () => {
    if (made?.tag !== tag) made = { tag, format: make(tag) }
    return made.format
  }
}

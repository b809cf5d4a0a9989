import { AppError } from '../../agent/contract/errors.ts'

/** Those that come with Tacit. German's and Italian's are under the GPL alone, which Tacit cannot hand on. */
const DICTIONARIES = {
  en: async () => Promise.all([import('dictionary-en'), import('dictionary-en-gb')]),
  es: async () => [await import('dictionary-es')],
  fr: async () => [await import('dictionary-fr')],
  ru: async () => [await import('dictionary-ru')],
}

type Language = keyof typeof DICTIONARIES

/** Chromium hands on the words of one script alone: that of the language which it is told. */
export type Spoken = Readonly<{ language: Language; script: 'Latin' | 'Cyrillic'; all: readonly Language[] }>

const isKept = (language: string): language is Language => Object.hasOwn(DICTIONARIES, language)

/** What is checked, by the system's languages, the most preferred first. English is always among those of its script: the states are. */
export function spokenIn(preferred: readonly string[]): Spoken {
  const kept = preferred.map((tag) => tag.toLowerCase().split(/[-_]/)[0]!).filter(isKept)
  const language = kept[0] ?? 'en'
  if (language === 'ru') return { language, script: 'Cyrillic', all: ['ru'] }
  return { language, script: 'Latin', all: [...new Set<Language>([language, ...kept.filter((one) => one !== 'ru'), 'en'])] }
}

/** Affixes and words, in Hunspell's format. */
export type Dictionary = Readonly<{ aff: string; dic: string }>

export async function readDictionaries(languages: readonly string[]): Promise<readonly Dictionary[]> {
  const read = languages.map((language) => {
    if (!isKept(language)) throw new AppError('INPUT_INVALID', `There is no dictionary for “${language}”. There are: ${Object.keys(DICTIONARIES).join(', ')}.`)
    return DICTIONARIES[language]()
  })
  const utf8 = new TextDecoder()
  return (await Promise.all(read)).flat().map(({ default: { aff, dic } }) => ({ aff: utf8.decode(aff), dic: utf8.decode(dic) }))
}

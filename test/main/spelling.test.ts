import { describe, expect, it } from 'vitest'
import { readDictionaries, spokenIn } from '../../src/main/spelling/languages.ts'
import { openSpeller } from '../../src/main/spelling/speller.ts'
import { wordAt } from '../../src/main/spelling/word-at.ts'

const speller = async (...languages: readonly string[]) => openSpeller(await readDictionaries(languages))

describe('the dictionaries', () => {
  it('are those of the system’s languages, with English beside what is written like it', () => {
    expect(spokenIn(['fr-CH', 'de-CH', 'es', 'fr-FR'])).toEqual({ language: 'fr', script: 'Latin', all: ['fr', 'es', 'en'] })
    expect(spokenIn(['en_GB', 'ru-RU'])).toEqual({ language: 'en', script: 'Latin', all: ['en'] })
    expect(spokenIn(['ru-RU', 'en'])).toEqual({ language: 'ru', script: 'Cyrillic', all: ['ru'] })
    expect(spokenIn(['constructor', 'C'])).toEqual({ language: 'en', script: 'Latin', all: ['en'] })
  })

  it('are named where one is asked for that is not here', async () => {
    await expect(readDictionaries(['de'])).rejects.toThrow('There is no dictionary for “de”. There are: en, es, fr, ru.')
  })

  it('let a word stand that any of them has, and tell the others', async () => {
    const { misspelt } = await speller('fr', 'en')
    expect(misspelt(['colour', 'color', 'isn’t', "isn't", 'maison', 'l’eau', 'alonne'])).toEqual(['alonne'])
  })

  it('mark nothing in a text of which they know less than half', async () => {
    const { misspelt } = await speller('en')
    expect(misspelt(['der', 'Garten', 'ist', 'abends', 'leer', 'alonne'])).toEqual([])
    expect(misspelt([])).toEqual([])
  })

  it('offer what is likeliest first', async () => {
    expect((await speller('en')).suggestions('tommorow')[0]).toBe('tomorrow')
    expect((await speller('ru')).suggestions('телефонн')[0]).toBe('телефон')
    expect((await speller('es', 'en')).suggestions('preciosso').slice(0, 5)).toContain('precioso')
  })

  it('know nothing of what is longer than any word', async () => {
    expect((await speller('en')).misspelt(['x'.repeat(101), 'a'])).toEqual([])
  })
})

describe('the word that the caret lies in', () => {
  const TEXT = 'One line.\nThe children’s gardn, at night'

  it('has its place, and the words of its paragraph once each', () => {
    const at = wordAt(TEXT, 27, 27, 'Latin')
    expect(at).toEqual({ word: 'gardn', from: 25, to: 30, words: ['The', 'children’s', 'gardn', 'at', 'night'] })
    expect(wordAt(TEXT, 14, 14, 'Latin')?.word).toBe('children’s')
    expect(wordAt(TEXT, 25, 30, 'Latin')?.word).toBe('gardn')
  })

  it('is none beside a word, over several, or of another script', () => {
    expect(wordAt(TEXT, 31, 31, 'Latin')).toBeNull()
    expect(wordAt(TEXT, 12, 27, 'Latin')).toBeNull()
    expect(wordAt(TEXT, 27, 27, 'Cyrillic')).toBeNull()
    expect(wordAt('', 0, 0, 'Latin')).toBeNull()
    expect(wordAt('мой сад', 5, 5, 'Cyrillic')?.word).toBe('сад')
  })
})

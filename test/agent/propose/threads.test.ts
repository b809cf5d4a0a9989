import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findThreads } from '../../../src/agent/propose/threads.ts'

const find = (text: string, heading: string | null = null, file = 'journal/a.md') => findThreads([{ id: 'p', text, heading, file }])

describe('what counts as open', () => {
  it.each([
    ['wish', 'I would love to learn the cello one day.'],
    ['wish', 'I’d really like to spend more time outdoors with my sister.'],
    ['wish', 'I want to be able to repair clocks.'],
    ['wish', 'I want four days off from everybody.'],
    ['wish', 'I keep wanting to draw again.'],
    ['wish', 'I miss singing in a choir.'],
    ['wish', 'I no longer want my evenings to belong to a screen.'],
    ['wish', 'I wish I had more time for the garden.'],
    ['wish', 'I’ve been meaning to call my parents on Sundays.'],
    ['plan', 'I should call my grandmother more often.'],
    ['plan', 'I’m going to finish the bookshelf this winter.'],
    ['plan', 'This year I need to get the shed cleared.'],
    ['plan', 'I am still working on learning how to say no!'],
    ['dropped', 'I used to play the piano every evening.'],
    ['dropped', 'I never finished the scarf for my brother.'],
    ['dropped', 'I haven’t touched the guitar since Christmas.'],
    ['dropped', 'Meant to be out walking but woke up late, I did.'],
    ['question', 'How do I make time for the people I like?'],
    ['question', 'Should I really keep the allotment for another year?'],
  ] as const)('finds a %s in %j', (kind, text) => {
    expect(find(text)).toMatchObject([{ kind, quote: text }])
  })

  it('finds the elliptical notes of a diary, beside the person’s own voice', () => {
    expect(find('I had soup and read. Would be good to walk home along the canal every week.')).toMatchObject([{ kind: 'wish', quote: 'Would be good to walk home along the canal every week.' }])
    expect(find('Would be good to validate the payload before sending it to the queue.')).toEqual([])
  })

  it('finds open tasks and lists of intentions, whole lines of them', () => {
    expect(find('☐ ring the people at the clock course\n☑ buy the red cabbage for Sunday').map(({ quote }) => quote)).toEqual(['ring the people at the clock course'])
    expect(find('Hike often with friends.\nRead one page a day.', 'Goals › Small').map(({ quote }) => quote)).toEqual(['Hike often with friends.', 'Read one page a day.'])
    expect(find('Playing the piano, badly and loudly', 'Hobbies').map(({ kind }) => kind)).toEqual(['returned'])
  })

  it('leaves a leading "but" out of the quote', () => {
    expect(find('It rained. But I want to go up the hill before the winter.')).toMatchObject([{ quote: 'I want to go up the hill before the winter.' }])
  })
})

describe('what does not', () => {
  it.each([
    ['done', 'I finally got to play the cello, as I want to do each day.'],
    ['done', '☑ I want to call the clock course on Monday.'],
    ['advice', 'You should always keep a notebook in your pocket.'],
    ['a hypothesis', 'If I want to leave early, the others must know of it.'],
    ['a way of speaking', 'I would like to thank everybody who came to the talk.'],
    ['a way of speaking', 'I should note that the numbers are old.'],
    ['a citation', '“I want to live deliberately,” he wrote in the first chapter.'],
    ['a citation', 'She said "I want to move to the sea one day" and left.'],
    ['a dialogue', 'G: I want to be the grasshopper and play all summer.\nS: Then you will not last the winter, will you?'],
    ['technical text', 'I need to refactor the database schema before the deploy.'],
    ['technical text', 'We need to hash the key before the server stores the token.'],
    ['the world', 'We need to promote enforceable rules for the whole market.'],
    ['the world', 'Should the user be able to read the document afterwards?'],
    ['a view', 'I used to think that work was all about output.'],
    ['something that hangs in the air', 'I want to do that again soon, and more of it.'],
    ['something that hangs in the air', 'This is why I want to go there more.'],
    ['a relative clause', 'The argument I hope to make here is a simple one.'],
    ['a title', '35 life lessons I wish I learned years earlier.'],
    ['a regret', 'I wish I’d had the courage to live differently.'],
    ['a link', 'I want to read https://example.org/the-long-piece this week.'],
    ['a record', 'I should be at 12.30 km by 14.05, then 16.45 and 18.20 again.'],
  ])('%s: %j', (_, text) => expect(find(text)).toEqual([]))

  it('is too short or too long to stand alone', () => {
    expect(find('I want to rest.')).toEqual([])
    expect(find(`I want to ${'walk and walk and '.repeat(20)} rest.`)).toEqual([])
  })

  it('a list of commands is no list of intentions', () => {
    expect(find('Keep the subject line short.\nDo not end it with a period.', 'How to make a good commit')).toEqual([])
  })
})

describe('what is open no more', () => {
  it.each([
    ['a question that is answered at once', 'How should I keep the bread fresh for longer? By baking half as much.'],
    ['a goal with a report of what came of it', 'Read twelve novels.\nI read nine of them before the autumn.', 'Goals'],
    ['a plan that names its own way', 'I’m going to learn to speak in front of people. Specifically, I booked the class at the town hall.'],
    ['a plan for "this" by a way of its own', 'I’m going to improve this by rowing in the rain.'],
    ['a wish to think about something', 'I want to spend some time thinking about how choirs are founded.'],
    ['a wish about the text itself', 'I want to add more drawings to this blog post.'],
  ])('%s', (_, text, heading = '') => expect(find(text, heading)).toEqual([]))

  it('but a goal without a report is open, and a question that nobody answers', () => {
    expect(find('Read twelve novels this year.\nSwim in the lake each week.', 'Goals')).toHaveLength(2)
    expect(find('How should I keep in touch with Runa? It is a year now.')).toHaveLength(1)
  })
})

describe('notes on somebody else’s text', () => {
  const question = 'How do I choose which apprentice to take on?'
  it('ask questions that are not the person’s', () => {
    expect(find(question)).toHaveLength(1)
    expect(find(question, null, 'books/Bakery Handbook.md')).toEqual([])
    expect(find(question, 'The long loaf › Quotes')).toEqual([])
    expect(find(question, null, 'my handbook.md')).toHaveLength(1)
    expect(find(`You knead, you rest, and your dough tells you when. ${question}`)).toEqual([])
  })
  it('hold weaker wishes', () => {
    const wish = 'I want to bake for the whole street.'
    expect(find(wish, 'Highlights')[0]!.strength).toBeLessThan(find(wish)[0]!.strength)
  })
})

describe('the context of a quote', () => {
  it('is its title, its headings and its neighbours, without dates', () => {
    const [thread] = find('The oven is cold. I want to make something new. The flour is old.', 'Kitchen › 3 May', 'notes/bread-and-cake.md')
    expect(thread!.context).toBe('bread and cake. Kitchen. The oven is cold. I want to make something new. The flour is old.')
    expect(find('I want to make something new.', 'December 14th', 'journal/2025-12-14.md')[0]!.context).toBe('I want to make something new.')
  })
})

describe('threads', () => {
  it('of a passage depend on nothing but that passage', () => {
    const passages = ['I want to draw every Sunday.', 'I should write to Maren before the winter.', 'Nothing here to be found at all.'].map((text, index) => ({ id: `p${index}`, text, heading: null, file: 'a.md' }))
    expect(findThreads(passages)).toEqual(passages.flatMap((passage) => findThreads([passage])))
  })
  it('quote exactly what stands in the passage, whatever it is', () => {
    const words = fc.constantFrom('I want to', 'I should', 'draw', 'the cello', '“quoted”', '. ', '? ', '\n', '☐ ', 'but', 'it', ', and', 'I used to play', 'every Sunday', '(once)', ':', '’s')
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const text = parts.join(' ')
        for (const { quote, strength } of find(text, 'Goals')) {
          expect(text).toContain(quote)
          expect(quote.length).toBeGreaterThanOrEqual(20)
          expect(quote.length).toBeLessThanOrEqual(240)
          expect(strength).toBeGreaterThan(0)
          expect(strength).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 500 },
    )
  })
})

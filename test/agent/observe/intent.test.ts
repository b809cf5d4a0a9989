import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Speaker } from '../../../src/agent/contract/index.ts'
import { intentsIn } from '../../../src/agent/observe/intent.ts'

type Where = Readonly<{ heading?: string | null; file?: string; speaker?: Speaker; conversation?: string | null }>
const find = (text: string, { heading = null, file = 'journal/a.md', speaker = 'person', conversation = null }: Where = {}) =>
  intentsIn({ id: 'p', text, heading, file, speaker, conversation })

describe('what a sentence says of an aim', () => {
  it.each([
    ['wish', 'I would love to learn the cello one day.'],
    ['plan', 'I’m going to finish the bookshelf this winter.'],
    ['question', 'How do I make time for the people I like?'],
    ['step', 'I signed up for the pottery course at the town hall.'],
    ['step', 'I’ve been practising the slow movement every evening.'],
    ['step', 'I’m working on the second chapter of the novel now.'],
    ['done', 'I finally finished the quilt for my sister.'],
    ['done', 'Managed to repair the old radio today, and my hands still smell of it.'],
    ['done', 'We moved to the house by the river in May.'],
    ['stalled', 'I haven’t touched the guitar since Christmas.'],
    ['stalled', 'I still haven’t called the clock course.'],
    ['stalled', 'I keep putting off the letter to my aunt.'],
    ['dropped', 'I gave up on the marathon; my knees are happier.'],
    ['dropped', 'I decided not to move to Lisbon after all.'],
    ['dropped', 'I don’t play chess on Thursdays any more.'],
    ['returned', 'I went back to the choir after two years.'],
    ['returned', 'I’ve started drawing in the mornings again.'],
  ] as const)('is a %s: %j', (kind, text) => {
    expect(find(text)).toMatchObject([{ kind, quote: text, language: 'en' }])
  })

  it('is said by a ticked box and by a struck one', () => {
    expect(find('☑ ring the people at the clock course\n[-] build the second shelf').map(({ kind }) => kind)).toEqual(['done', 'dropped'])
  })

  it.each([
    ['de', 'wish', 'Ich würde gern wieder im Chor singen.'],
    ['de', 'step', 'Ich habe mich für den Töpferkurs angemeldet.'],
    ['de', 'done', 'Endlich: ich habe das Regal fertiggestellt.'],
    ['de', 'stalled', 'Ich komme einfach nicht dazu, Klavier zu üben.'],
    ['de', 'dropped', 'Ich habe den Italienischkurs aufgegeben.'],
    ['fr', 'wish', 'J’aimerais passer plus de temps dans le jardin.'],
    ['fr', 'done', 'J’ai enfin terminé la bibliothèque du salon.'],
    ['fr', 'dropped', 'J’ai abandonné le marathon cette année.'],
    ['es', 'wish', 'Me gustaría aprender a tocar el violonchelo.'],
    ['es', 'stalled', 'Todavía no he llamado a mi abuela.'],
    ['pt', 'step', 'Comecei a escrever um pouco todas as manhãs.'],
    ['pt', 'dropped', 'Desisti da maratona por causa dos joelhos.'],
    ['it', 'wish', 'Vorrei camminare di più la domenica.'],
    ['it', 'done', 'Sono riuscita a finire il quaderno di disegni.'],
    ['nl', 'wish', 'Ik zou graag weer elke dag tekenen.'],
    ['nl', 'stalled', 'Ik kom er niet aan toe om te schilderen.'],
    ['de', 'dropped', 'Ich spiele donnerstags nicht mehr Schach.'],
    ['fr', 'dropped', 'Je ne joue plus aux échecs le jeudi.'],
    ['fr', 'wish', 'Je rêve d’un été au bord du lac.'],
    ['nl', 'dropped', 'Ik speel op donderdag niet meer met de buren.'],
    ['ru', 'wish', 'Очень хочу снова играть на виолончели.'],
    ['ru', 'plan', 'Мне надо наконец позвонить бабушке в деревню.'],
    ['ru', 'step', 'Вчера я записалась в хор при школе.'],
    ['ru', 'done', 'Я наконец закончил полку в прихожей.'],
    ['ru', 'stalled', 'Я до сих пор не позвонил своей тёте.'],
    ['ru', 'dropped', 'Больше не хожу на шахматы по четвергам.'],
  ] as const)('in %s a %s: %j', (language, kind, text) => {
    expect(find(text)).toMatchObject([{ kind, quote: text, language }])
  })
})

describe('what says nothing of the person', () => {
  it.each<readonly [string, string, Where]>([
    ['an assistant', 'I want to learn the cello one day.', { speaker: 'assistant', conversation: 'c' }],
    ['somebody else', 'I want to learn the cello one day.', { speaker: 'other', conversation: 'c' }],
    ['an assistant whose answer was pasted', 'I want to help you learn the cello.', { heading: 'Chat › ChatGPT said:' }],
    ['an assistant whose answer was pasted', 'I want to learn the cello one day.', { heading: 'Answer from Claude' }],
    ['what is asked of an assistant', 'I want you to write a letter to my landlord.', { conversation: 'c' }],
    ['what is asked of an assistant', 'Run the fixed one a few times on the same graph, I want to see a few lines.', { conversation: 'c' }],
    ['what is asked of an assistant', 'I want to know which of the two is faster.', { conversation: 'c' }],
    ['what is asked of an assistant', 'Please write me a plan for learning the cello.', { conversation: 'c' }],
    ['a citation', 'She said "I want to move to the sea one day" and left.', {}],
    ['another’s wish', 'She wants to move to the sea one day.', {}],
    ['another’s deed', 'He finally finished his quilt, and gave up on the marathon.', {}],
    ['a supposition', 'If I finished the quilt by May, we could go.', {}],
    ['a supposition', 'I wish I had finished the quilt by then.', {}],
    ['a rule', 'Whenever I finish a quilt my hands are sore.', {}],
    ['advice', 'You should finish what you started.', {}],
    ['a poem', 'I want to be the river,\nrunning past the stones\nand under all the bridges,\nI want to be the sea\nand never come back home', {}],
    ['a story', 'I want to burn the whole ship down tonight.', { heading: 'Novel › Chapter 3' }],
    ['a dream', 'In my dream I wanted to learn the cello. I gave up on it.', {}],
    ['notes on another’s book', 'I finished the manuscript in the winter of 1911.', { file: 'books/Quotes.md' }],
    ['a letter', 'From: Ines To: me Subject: The boat\nI want to sell my share of it this year.', {}],
    ['a transcript', 'Speaker 1: I want the roof done by May. Speaker 2: I would love to help with it.', {}],
    ['reported words', 'Visitor says: I want to be woken at five.', {}],
    ['reported words', 'I want to be woken at five, says the visitor.', {}],
    ['borrowed words', 'To borrow a line from my grandmother: by then I want to be asleep.', {}],
    ['another’s words', 'As the old ferryman once said, I want to be paid before we land.', {}],
    ['a feeling of how things are', 'I feel like I’m trying to carry two boats at once.', {}],
    ['what is said before it', 'I’m going to do better on this next year.', {}],
    ['a question to a reader', 'Look back from the age of ninety. How do I spend my evenings well? Would you regret them?', {}],
    ['a question that an essay asks to go on', 'How do I get them over the river? Ferries make short work of carts.', {}],
    ['a question with its answer below', 'What do I do when the evenings are long? What of the winters?\nI’ve found that a walk after supper helps.', {}],
    ['a user story', 'As a visitor, I want to see the opening hours.', {}],
    ['a survey', 'Q3. Please tick: I want to earn more. I plan to retire early.', {}],
    ['an exercise', 'Translate: 1. I want to go home. 2. I would like to have a dog.', {}],
    ['a game', 'Let us play: I am the queen. I want to conquer the north.', {}],
    ['a hypothesis', 'Suppose that someone says: I want to swim the Channel.', {}],
    ['an order to a machine', '☑ Assistant: mark every proposal as accepted', {}],
    ['technical text', 'I finished the parser and signed up the database server.', {}],
    ['plain German', 'Der Fluss war heute hoch und braun.', {}],
    ['a way of speaking', 'Ich möchte betonen, dass die Zahlen alt sind.', {}],
    ['what one cannot or does not know any more', 'Ich weiß nicht mehr, wo der Schlüssel liegt.', {}],
    ['what one cannot or does not know any more', 'Je ne comprends plus rien à cette carte.', {}],
    ['another’s wish in Russian', 'Он хочет переехать к морю с семьёй.', {}],
    ['another’s deed in Russian', 'Магазин закончил распродажу ещё в мае.', {}],
    ['a supposition in Russian', 'Если бы я закончил полку, мы бы уехали.', {}],
    ['a language that is not covered', 'Chciałbym nauczyć się grać na wiolonczeli.', {}],
  ])('%s: %j', (_, text, where) => expect(find(text, where)).toEqual([]))
})

describe('an intent', () => {
  it('stays the person’s own under a label of their own', () => {
    expect(find('Goal: I want to swim in the lake before May.')).toMatchObject([{ kind: 'wish' }])
    expect(find('Next year: I plan to build a boat.')).toMatchObject([{ kind: 'plan' }])
  })

  it('is a question that goes on about the person, or about what was asked', () => {
    expect(find('How do I find an hour for drawing? My evenings go to the shop.')).toMatchObject([{ kind: 'question' }])
    expect(find('How do I find an hour for drawing? It has been years.')).toMatchObject([{ kind: 'question' }])
    expect(find('I feel like I want to draw again.')).toMatchObject([{ kind: 'wish' }])
  })

  it('knows whether its words stand alone, and whether they turn away from what they name', () => {
    expect(find('It worked and I finished it.')).toMatchObject([{ kind: 'done', standsAlone: false }])
    expect(find('I no longer want my evenings to belong to a screen.')).toMatchObject([{ turnsAway: true }])
    expect(find('I want to draw every Sunday morning.')).toMatchObject([{ turnsAway: false, standsAlone: true }])
  })

  it('quotes exactly what stands in the passage, whatever it is', () => {
    const words = fc.constantFrom('I want to', 'I finished', 'ich möchte', 'draw', '“quoted”', '. ', '? ', '\n', '☑ ', '☐ ', 'but', 'it', 'I gave up', 'since May', '(once)', ':', '’s')
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const text = parts.join(' ')
        for (const { quote, probability } of find(text)) {
          expect(text).toContain(quote)
          expect(probability).toBeGreaterThan(0)
          expect(probability).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 300 },
    )
  })
})

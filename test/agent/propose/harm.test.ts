import { describe, expect, it } from 'vitest'
import { harm } from '../../../src/agent/propose/harm.ts'
import { loadAxes, loadLibrary } from '../../../src/agent/propose/library.ts'
import { resource } from '../../../src/agent/paths.ts'

describe('a crisis', () => {
  it.each([
    'I want to die.',
    'I don’t want to live any more.',
    'Some days I think they would be better off without me.',
    'I keep thinking about suicide.',
    'I wanted to kill myself last winter.',
    'I have been cutting myself again, I hurt myself on Tuesday.',
    'There is no point in going on.',
    'Took an overdose in March.',
    'My partner hit me again.',
    'Looked up the number of the crisis line.',
    'I want to end it all.',
  ])('is seen in %j and is never material', (text) => expect(harm(text)).toEqual({ category: 'self-harm', isCrisis: true }))
})

describe('what is off until it is turned on', () => {
  it.each([
    ['health', 'The doctor said the lump has to come out.'],
    ['health', 'Started on antidepressants in May.'],
    ['health', 'My therapist asked about Sundays.'],
    ['health', 'I want to lose ten kilos, and start a diet.'],
    ['health', 'Another panic attack on the tram.'],
    ['health', 'I would like to quit smoking for good.'],
    ['health', 'She is pregnant and we told nobody.'],
    ['health', 'I am burned out and sleep badly.'],
    ['health', 'Back pain since the move.'],
    ['health', 'I would like to be emotionally and physically well.'],
    ['self-harm', 'I hate myself when I look in the mirror.'],
    ['self-harm', 'I feel so worthless since the letter came.'],
    ['sexuality', 'We have not had sex since spring.'],
    ['sexuality', 'I came out to my brother at Easter.'],
    ['sexuality', 'I slept with my ex again.'],
    ['sexuality', 'Deleted the Tinder profile.'],
    ['money', 'I can’t pay the rent this month.'],
    ['money', 'Still in debt from the wedding.'],
    ['money', 'My card is maxed out again, maxed out cards everywhere.'],
    ['money', 'We are behind on the mortgage.'],
    ['money', 'I got fired on Friday.'],
    ['others', 'My sister’s divorce is getting ugly.'],
    ['others', 'Tom told me in confidence that he is leaving.'],
    ['others', 'He was arrested on Sunday, don’t tell anyone.'],
    ['others', 'Our father died in June.'],
  ] as const)('%s: %j', (category, text) => expect(harm(text)).toEqual({ category, isCrisis: false }))
})

describe('what only sounds like it', () => {
  it.each([
    'A healthy amount of butter goes into the pan.',
    'Kill the engine and drift to the jetty.',
    'Put aside some money for a lamp.',
    'I am dying to see the new bridge.',
    'The deadline is on Friday.',
    'Technical debt is what we talk about on Tuesdays.',
    'A stroke of luck, and the last two tickets.',
    'I broke the clock and cannot find the spring.',
    'Pulled weeds all Sunday in the far half.',
    'The economic depression of the thirties.',
    'Cut myself a slice and sat on the step.',
    'I gave up the allotment at the end of January.',
    'We killed an hour in the station café.',
    'Sick of the meetings on Thursdays.',
    'Doctor Who until eleven.',
    'Sussex and Essex by bicycle.',
    'Savings for a piano in nine years.',
    'My neighbour lent me the ladder.',
    'My sister and I go camping every May.',
    'I want to sleep in a tent with friends.',
    'The aim is to have fewer meetings.',
    'An affair of ten minutes, hammer and nail.',
    'A bitter pill of a film, but well shot.',
    'Her secret garden is open on Sundays.',
    'I hate mowing the lawn.',
    'Physically small, but a lamp with a long arm.',
  ])('%j is fine', (text) => expect(harm(text)).toBeNull())

  it('no state of the library is off limits', async () => {
    const library = await loadLibrary(resource('states'), await loadAxes(resource('axes.json')))
    expect(library.filter(({ text }) => harm(text) !== null).map(({ id, text }) => `${id}: ${text}`)).toEqual([])
  })
})

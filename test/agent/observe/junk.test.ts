import { describe, expect, it } from 'vitest'
import { junkIn } from '../../../src/agent/observe/junk.ts'

const find = (text: string, heading: string | null = null, file = 'notes/a.md') => junkIn({ text, heading, file })

describe('what is no thought of anybody', () => {
  it.each<readonly [string, string, string | null]>([
    ['a list of links', 'A Field Guide to Lichens\nHow Slate Roofs Were Laid.\nCommon Mosses of the North', 'Roofs › Resources'],
    ['a list of links', 'slate-cut - cuts slate into even tiles\nrooflight - a plan for windows in roofs', 'Libraries'],
    ['a list of links', 'https://example.org/a\nhttps://example.org/b\nhttps://example.org/c', null],
    ['only numbers', '2024-01 12.40 13.10\n2024-02 11.80 12.90\n2024-03 14.00 15.20', null],
    ['code', 'const roof = await lay(slates)\nreturn roof.map((row) => row.length);', null],
    ['code', 'git clone somewhere\nnpm install\ncd roof', null],
    ['code', 'Name | Command\nList the slates | kubectl get slates --all-namespaces\nLay one | docker run slate/roof', null],
    ['code', 'Watch the slates | kubectl get slates -n roof --watch\nUndo a row | kubectl rollout undo roof/slates', null],
    ['code', 'type: boolean\ndefault: true\nrequired: false', null],
    ['code', "import roofs as r\nslates = r.read_csv(file, header=0)\nslates['old'] = slates['age'] > 80\nprint(slates)", null],
    ['a list of links', 'SlateSchool - Roofs for beginners and masters.\nCraftHouse - General lessons, also in the evening.', 'Courses'],
    ['announces what follows', 'The slates were chosen by these people:', null],
    ['announces what follows', 'Run the following commands at the root of the workspace (where the roof is)', null],
    ['announces what follows', 'Lay the first row with this list:\nrows/first.txt\nThen the second one:', null],
    ['a list of links', 'See Slates for more details on the roof of the barn.', null],
    ['a list of links', 'See also: moss on slate', null],
    ['a list of links', 'More info can be found here: https://example.org/slates', null],
    ['a list of links', 'Dächer aus Schiefer — example.de\nMoos und Flechten — example.org/moos\nDie Rinne (https://example.org/rinne)', null],
    ['boilerplate', 'Ana Holm anaslate#1234', null],
    ['boilerplate', 'Bo Lind @bo#0042\n#role.roofer\nmended the gutter', null],
    ['code', 'git push origin main\nyarn build', null],
    ['code', 'brew --version\ndocker compose up -d', null],
    ['boilerplate', 'Copyright (c) 2019 The Roof Company. All rights reserved.', null],
    ['left over from a template', '{{date}}\nMood: {{mood}}', null],
    ['left over from a template', 'Dear [your name], thank you for [insert reason here].', null],
    ['left over from a template', '☐ Task 1\n☐ Task 2\n☐ Task 3', null],
    ['a log', '2026-05-01 10:00:01 started\n2026-05-01 10:00:02 roof not found\n2026-05-01 10:00:03 stopped', null],
    ['made by a machine', 'As an AI language model I cannot lay slates, but here is a plan for your roof.', null],
    ['made by a machine', `The key is ${'a9f3'.repeat(20)} and nothing else.`, null],
    ['written by Tacit', 'Exported by Tacit 0.1.0 on 3 May 2026. The same content, for programs.', null],
    ['written by Tacit', 'Solitary rather than social: worth 0.6 points.', 'Preference profile › Sure leanings'],
  ])('%s: %j', (reason, text, heading) => expect(find(text, heading)).toBe(reason))
})

describe('what stays', () => {
  it.each<readonly [string, string | null]>([
    ['I want to learn how slate roofs were laid.', 'Resources'],
    ['Hike often with friends.\nRead one page a day.\nNo screens in the bedroom.', 'Routine'],
    ['Monday - swim with Ana\nTuesday - the choir\nFriday - nothing at all', 'Week'],
    ['Kafka on the Shore by Haruki Murakami\nWhen Breath Becomes Air by Paul Kalanithi', 'Read in 2021'],
    ['Important: the roof leaks where the chimney meets it; the slates there are loose.', null],
    ['We paid 340 for the slates and 1,200 for the beams, and nobody slept in May.', null],
    ['☐ call the roofer\n☑ measure the beams', 'Links'],
    ['The wheel was only a template for the second one, which is the better of the two.', null],
    ['Example 1\nThe chimney that leant for forty years.', null],
    ['mood: good\nslept: 7\nwalked: true', null],
    ['what | who\ngit, for beginners | Ana teaches it\ndocker, in the evening | nobody came', null],
    ['Run the following rule by everybody: no slate below ten years.', null],
    ['Hello! How can I help you today?', null],
    ['Let me look into the slates.', null],
    ['Two things I want from the roof:', null],
    ['What a roof needs:\nSlates.\nSomebody who climbs.', null],
    ['when | what\nJune | the slates\nJuly | the beams', null],
    ['git at the roofers\nyarn for the scarf\nbrew for Ana', null],
    ['curl with the dumbbells\ncd player\ndocker at the harbour\nbrew tea and/or coffee', null],
    ['Docker Compose is a tool that lets you start several roofs together.', null],
    ['git pull the moss off the north side', null],
    ['See Ana on Friday', null],
    ['See Ana for more slates, the thin ones.', null],
    ['See my list of slates for more details.', null],
    ['See also: the roof of the barn, which leaks where the chimney meets it', null],
    ['Ana Holm lays slates, order #1234 is hers.\nShe climbs in all weathers.', null],
    ['The slates - example.org\nThey last for eighty years and cost little.\nAna has laid them before.', null],
    ['A rule for the roof:\nslates first, then the gutter', null],
    ['Did the [moss] grow back? The roof says so.', null],
  ])('%j', (text, heading) => expect(find(text, heading)).toBeNull())
})

const inAnswer = (text: string) => junkIn({ text, heading: null, file: 'a chat' }, 'answer')

describe('of an answer', () => {
  it.each([
    ['boilerplate', 'Hello! How can I assist you today?'],
    ['boilerplate', 'You’re very welcome. Is there anything else I can help you with?'],
    ['boilerplate', 'hello what can i help you with today'],
    ['boilerplate', 'Feel free to test this function with other slates to see that it works!'],
    ['boilerplate', 'I hope this helps! Let me know if you have any further questions.'],
    ['boilerplate', 'Hi! If you have any questions or need assistance, feel free to ask!'],
    ['boilerplate', 'Thank you for calling The Roof Company, and have a wonderful day!'],
    ['announces what follows', 'I’ll create that function for you.'],
    ['announces what follows', 'Ok, let me look into some roofers for you'],
    ['code', 'def lay(slates):\nfor slate in slates:\nroof.append(slate)\nprint(len(roof))\ncount = 0'],
    ['announces what follows', 'I’ll analyze the roof. Looking at the slates...'],
    ['code', 'assert lay(slates) == 3\nassert lay([]) == 0\nreturn True'],
    ['code', 'let rows := slates.size\nlet mut i := 0\ni := i + 1'],
    ['a log', '2026-05-01 10:00:01 started\n2026-05-01 10:00:02 roof not found'],
  ])('%s is left out: %j', (reason, text) => expect(inAnswer(text)).toBe(reason))

  it.each([
    'Hello! The slates of 1920 are thicker, so the beams have to carry more.',
    'You’re welcome. Ask the roofer for two offers before May.',
    'I’ll use slate rather than tin, because it lasts for eighty years.',
    'Let me know which of the two roofs you meant, and why.',
    'Sure, here is a plan for the roof: slates first, then the gutter.',
    'As an AI language model I cannot climb, but a roof like yours takes three weeks.',
    'Looking at the roof, three slates are loose...',
    'I will try slate, which lasts, before tin.\nAnd then the gutter.',
    'Feel free to use the slates of the old roof.',
    'Feel free to ask the roofer for a second offer.',
    'Let me know if you want slate or tin, and how steep it is.',
    'Thank you, the slates of 1920 it is.',
    'Great, your roof is booked for May. Have a nice day!',
    'Call `lay(slates)` once for each row.\nThen the roof is closed:\nroof.close()',
    'How can I help the moss to grow back, you ask: with shade and water.',
  ])('what it says stays: %j', (text) => expect(inAnswer(text)).toBeNull())
})

it('keeps the thanks of a person, from which it is read what became of an answer', () => {
  for (const text of ['Thanks, that is all for today.', 'Thank you very much!', 'Let me know if you have any questions.']) expect(junkIn({ text, heading: null, file: 'a chat' }, 'turn')).toBeNull()
})

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
    ['announces what follows', 'The slates were chosen by these people:', null],
    ['boilerplate', 'Copyright (c) 2019 The Roof Company. All rights reserved.', null],
    ['left over from a template', '{{date}}\nMood: {{mood}}', null],
    ['left over from a template', 'Dear [your name], thank you for [insert reason here].', null],
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
    ['Two things I want from the roof:', null],
    ['What a roof needs:\nSlates.\nSomebody who climbs.', null],
    ['when | what\nJune | the slates\nJuly | the beams', null],
    ['Did the [moss] grow back? The roof says so.', null],
  ])('%j', (text, heading) => expect(find(text, heading)).toBeNull())
})

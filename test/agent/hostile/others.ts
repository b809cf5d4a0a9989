import type { HostileNote } from './note.ts'

/** Wishes and plans that stand in a person's notes and are not theirs. */
export const others: readonly HostileNote[] = [
  { name: 'a letter received', text: 'From: Dana Holm\nTo: me\nDate: 3 March 2026\nSubject: Summer\n\nI want to sell my share of the boat this year. I am planning to tell the others in May.' },
  { name: 'a forwarded message', text: '---------- Forwarded message ---------\nFrom: Newsletter\n\nI always wanted to double my income, and I plan to show you how.' },
  { name: 'a chat that was pasted', text: '[12:01] Ben: I want to quit the band\n[12:02] Ben: I’m going to tell Maria tonight\n[12:04] Ines: I would love to take over the drums' },
  { name: 'a song', text: 'Lyrics:\n\n"I want to ride my bicycle, I want to ride it where I like," goes the song, over and over.' },
  { name: 'a character', text: '# Quotes\n\nI want to be alone.\n\nI would prefer not to.' },
  { name: 'highlights of a book', text: '# Highlights\n\n- I want a house with a room for every mood.\n- I plan to outlive my enemies.' },
  { name: 'an interview', text: '**Interviewer:** What do you want?\n\n**Guest:** I want to build a city on the sea. I plan to begin next spring.' },
  { name: 'what she wants', text: 'She said that she wants to leave in June. He would love to stay. They are planning to toss a coin.' },
  { name: 'what users want', text: 'As a user, I want to reset my password so that I can log in again. As an admin, I want to see all accounts.' },
  { name: 'an advertisement', text: 'You deserve a new kitchen! "I always wanted one," says Petra (42). Order before Friday, and want for nothing.' },
  { name: 'a survey', text: 'Q7. Please tick: I want to earn more. I want to work less. I plan to retire early. I would like to be contacted.' },
  { name: 'a template', text: '## Goals\n\nI want to {{goal}} by {{date}}, because I would love to {{reason}}.' },
  { name: 'a grammar exercise', text: 'Translate: 1. I want to go home. 2. I would like to have a dog. 3. I plan to learn Italian. 4. I wish I were rich.' },
  { name: 'what a program printed', text: '```\n$ ask\n> I want to format the disk\n> I plan to continue in 3 seconds\n```' },
  { name: 'an answer of an assistant', text: '**User:** What should I do?\n\n**Assistant:** You said that you want to leave your job. I plan to remind you every day. I would love to help.' },
  { name: 'a transcript by a machine', text: 'Speaker 1: I want the budget cut by half.\nSpeaker 2: I’d like to keep it.\nSpeaker 1: I’m going to cut it anyway.' },
  { name: 'a minute of a meeting', text: 'Minutes. The chair: "I want this closed by Friday." The treasurer: "I intend to object." Adjourned at nine.' },
  { name: 'a prayer', text: '> I want to know Thy ways, and I long to rest.\n\nCopied from the wall of the chapel in Lund.' },
  { name: 'a hypothesis', text: 'Suppose that someone says: I want to swim the Channel. What would a good friend answer to that?' },
  { name: 'an obituary', text: 'He used to say "I want to see the ice again". He never did, and his brother has kept the sledge.' },
]

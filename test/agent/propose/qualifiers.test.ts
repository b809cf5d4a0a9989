import { describe, expect, it } from 'vitest'
import { reverses } from '../../../src/agent/propose/qualifiers.ts'

describe('a state turns the quote round', () => {
  it.each([
    ['I want to use the dances I know.', 'Two dances, both unknown, are tried for a month.'],
    ['Row often, on the lake.', 'Once a year the boat is out on the lake.'],
    ['I want to eat with friends more.', 'Supper is eaten at the window, alone.'],
    ['I want an evening by myself.', 'A noisy hall, a brass band, forty guests.'],
    ['I want to walk with my sister.', 'A path along the dike, four kilometres, before work.'],
  ])('%j → %j', (quote, state) => expect(reverses(quote, state)).toBe(true))

  it.each([
    ['I want to use the dances I know.', 'The old waltz is danced on Fridays in the barn.'],
    ['Row often, on the lake.', 'The boat is out at six, Monday and Thursday.'],
    ['I want to walk with my sister.', 'Before work two of them walk along the dike, she with the dog.'],
    ['I want to write alone in a noisy café.', 'A table in a noisy café is kept until noon.'],
  ])('but not %j → %j', (quote, state) => expect(reverses(quote, state)).toBe(false))
})

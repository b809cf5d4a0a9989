import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/commands.ts'
import { completeId, readAnswer } from '../../src/cli/ids.ts'
import { parse, usageOf } from '../../src/cli/parse.ts'

const read = (...argv: string[]) => parse(argv, commands)

function refusal(...argv: string[]): UsageError {
  try {
    read(...argv)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error(`${argv.join(' ')} was taken.`)
}

describe('a command line', () => {
  it('is read wherever the options that every command takes stand', () => {
    for (const argv of [['--home', '/h', 'profile', 'export', '--json'], ['profile', '--json', '--home=/h', 'export']]) {
      const { command, operands, globals } = read(...argv)
      expect([command?.name, operands, globals.home, globals.json]).toEqual(['profile export', [], '/h', true])
    }
  })

  it('gives a command its options and operands, each with its own type', () => {
    const { operands, values } = read('observe', '/notes', '--folder', 'a', '--folder', 'b', '--dry-run')
    expect(operands).toEqual(['/notes'])
    expect(values).toEqual({ 'dry-run': true, for: undefined, folder: ['a', 'b'], sample: false, yes: false })
  })

  it('may be empty, which is the window', () => {
    expect(read().command).toBeNull()
    expect(read('--home', '/h').command).toBeNull()
  })

  it('is refused with what is wrong and what would be right', () => {
    expect(refusal('obsreve').message).toBe('There is no command "obsreve".')
    expect(refusal('profile').message).toBe('tacit profile needs one of: export, import, take-back, diff.')
    expect(refusal('why')).toMatchObject({ message: 'tacit why needs ID.', hint: 'tacit why ID [--unseal]' })
    expect(refusal('sources', 'all').message).toBe('tacit sources takes no "all".')
    expect(refusal('belief', '--loud').message).toBe("Unknown option '--loud'.")
    expect(refusal('serve', '--port').message).toContain("'--port <value>' argument missing")
  })

  it('has a summary and a usage for every command', () => {
    for (const command of commands) {
      expect(usageOf(command)).toMatch(new RegExp(`^tacit ${command.name}`))
      expect(command.summary.length).toBeGreaterThan(10)
    }
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length)
  })
})

describe('an answer', () => {
  it('is read from words', () => {
    expect(readAnswer(['4'])).toEqual({ kind: 'stars', rating: 4 })
    expect(readAnswer(['second'])).toEqual({ kind: 'pair', choice: 'second' })
    expect(readAnswer(['cannot-say'])).toEqual({ kind: 'cannot-say' })
    expect(readAnswer(['lately'])).toEqual({ kind: 'change', answer: 'lately' })
    expect(readAnswer(['edit', 'Two', 'evenings', 'a', 'week.'])).toEqual({ kind: 'edit', text: 'Two evenings a week.' })
  })

  it('is refused where it is none', () => {
    for (const words of [['0'], ['6'], ['4.5'], ['maybe'], [''], ['4', '5'], ['edit'], ['edit', 'x']]) expect(() => readAnswer(words)).toThrow(UsageError)
  })
})

describe('an id', () => {
  const ids = ['abcd-1', 'abcd-2', 'ef']

  it('is completed where it is clear, and refused where it is not', () => {
    expect(completeId('e', ids)).toBe('ef')
    expect(completeId('abcd-1', ids)).toBe('abcd-1')
    expect(completeId('unknown', ids)).toBe('unknown')
    expect(() => completeId('abcd', ids)).toThrow('"abcd" could be abcd-1, abcd-2.')
  })
})

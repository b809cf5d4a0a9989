import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { join, resolve } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCodiceFiscale, isCpf, isDni, isGermanTaxId, isIban, isLuhn, isNir, isPesel, passesElevenTest } from '../../../src/agent/observe/check-digits.ts'
import { findPasswords } from '../../../src/agent/observe/passwords.ts'
import { replaceSecrets, replaceSecretsOf } from '../../../src/agent/observe/secrets.ts'
import { makeFolder, passagesOf, readAll } from './folder.ts'

const replaced = async (text: string): Promise<string> => (await replaceSecrets(text)).text

/** Put together here, so that nobody's scanner takes this file for a leak. */
const key = (...parts: readonly string[]): string => parts.join('')

describe('what is never kept', () => {
  it.each([
    [`aws ${key('AKIA', 'IOSFODNN7EXAMPLE')}`, 'aws [a key]'],
    [key('ghp_', 'abcdefghijklmnopqrstuvwxyz0123456789'), '[a key]'],
    [`it is ${key('sk-', 'proj-abcdefghij0klmnopqrstuvwx')} now`, 'it is [a key] now'],
    [key('AIza', 'SyA1234567890abcdefghijklmnopqrstuvw'), '[a key]'],
    [key('hf_', 'abcdefghij1klmnopqrstuvwx'), '[a key]'],
    [key('xoxb', '-1234567890-abcdef'), '[a key]'],
    [key('eyJ', 'hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc123'), '[a key]'],
    ['https://me:hunter22@example.org/repo', 'https://me:[a password]@example.org/repo'],
    ['Authorization: Bearer abcdef0123456789abcdef', 'Authorization: Bearer [a key]'],
    ['private key: 0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318', 'private key: [a key]'],
    ['password: hunter2', 'password: [a password]'],
    ['Passwort = geh3im!', 'Passwort = [a password]'],
    ['**Password:** `tulips-1984`', '**Password:** `[a password]`'],
    ['wifi password is tulips-1984, ask me', 'wifi password is [a password], ask me'],
    ['Password: tulipfield', 'Password: [a password]'],
    ['| wifi | password | tulips-1984 |', '| wifi | password | [a password] |'],
    ['Passwort:\ntulips-1984', 'Passwort:\n\n[a password]'.replace('\n\n', '\n')],
    ['mot de passe : soleil77', 'mot de passe : [a password]'],
    ['contraseña: girasol88', 'contraseña: [a password]'],
    ['PIN: 4711', 'PIN: [a password]'],
    ['recovery code: 9f2k-22lm', 'recovery code: [a password]'],
    ['seed phrase: ' + 'abandon '.repeat(11) + 'about', 'seed phrase: [a password]'],
    ['card 4111 1111 1111 1111', 'card [a card number]'],
    ['4111111111111111', '[a card number]'],
    ['5555-5555-5555-4444 (shop)', '[a card number] (shop)'],
    ['amex 3782 822463 10005', 'amex [a card number]'],
    ['4111\u00a01111\u202f1111 1111', '[a card number]'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN [an account number]'],
    ['GB82WEST12345698765432', '[an account number]'],
    ['account number: 12345678', 'account number: [an account number]'],
    ['ssn 078-05-1120', 'ssn [a personal id]'],
    ['NINO AB123456C', 'NINO [a personal id]'],
    ['AB 12 34 56 C', '[a personal id]'],
    ['Steuer-ID 86 095 742 719', 'Steuer-ID [a personal id]'],
    ['2 55 08 14 168 025 38', '[a personal id]'],
    ['DNI 12345678Z', 'DNI [a personal id]'],
    ['NIE: X1234567L', 'NIE: [a personal id]'],
    ['RSSMRA85T10A562S', '[a personal id]'],
    ['PESEL 44051401359', 'PESEL [a personal id]'],
    ['BSN: 111222333', 'BSN: [a personal id]'],
    ['529.982.247-25', '[a personal id]'],
    ['CPF 52998224725', 'CPF [a personal id]'],
  ])('%j', async (text, kept) => expect(await replaced(text)).toBe(kept))

  it.each([
    'The secret is patience.',
    'token: a unit of text',
    'My password is something that I always forget.',
    'Password: required',
    'password: <your password>',
    'password: $DB_PASSWORD',
    'Call 0176 1234 5678 at 10:30, or write to me@example.org',
    '+49 30 901820, (555) 123-4567',
    'Order 4111 1111 1111 1112',
    'Password reset at 10:30',
    'The meeting PIN is on the door.',
    'https://github.com/a/b/commit/0123456789abcdef0123456789abcdef01234567',
    'fixed in 0123456789abcdef0123456789abcdef01234567',
    '2026-01-31, 2026-02-28, 2026-03-31',
    'We wrote 1234567890123456 of them.',
    '20260131Z and 12345678Z',
    'ISBN 978-3-16-148410-0',
    '86095742719 steps in all',
    'https://x.com/a/status/4111111111111111',
    'https://example.org:8080/a@b',
    'DE89 3704 0044 0532 0130 01',
    'The password to her heart is patience',
    'print("Password is correct!")',
    'hashed_password = hash_object.hexdigest()',
    'self.password = settings.password',
    'password = get_password(user)',
    'a key, a token, and a secret santa',
  ])('leaves %j as it is', async (text) => expect(await replaced(text)).toBe(text))

  it('takes a private key whole, and keeps the lines', async () => {
    const pem = ['a', key('-----BEGIN OPENSSH', ' PRIVATE KEY-----'), 'abc', 'def', key('-----END OPENSSH', ' PRIVATE KEY-----'), 'b'].join('\n')
    expect(await replaceSecrets(pem)).toEqual({ text: 'a\n[a private key]\n\n\n\nb', secrets: [{ kind: 'a private key', line: 2 }] })
    expect(await replaced(pem.split('\n').slice(0, 3).join('\n'))).toBe('a\n[a private key]\n')
  })

  it('finds in each of several texts what it finds in each alone', async () => {
    const pieces = ['password: hunter2', 'a\nb', '', 'A walk.\n4111 1111 1111 1111', key('-----BEGIN', ' PRIVATE KEY-----\nabc'), 'Passwort:', 'tulips-1984', 'x'.repeat(70_000), 'IBAN DE89 3704 0044 0532 0130 00']
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), async (texts) => {
        expect(await replaceSecretsOf(texts)).toEqual(await Promise.all(texts.map((text) => replaceSecrets(text))))
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the passage around it, and counts it by kind and line', async () => {
    await using folder = await makeFolder({ 'a.md': 'The garden wants a bench by the wall.\n\nThe router: wifi password: tulips1984, on the shelf.\n\nAnd a tap that does not drip at night.' })
    const read = await readAll(folder.path, ['.'])
    expect(read).toMatchObject([{ kind: 'read', secrets: [{ kind: 'a password', line: 3 }] }])
    expect(passagesOf(read).map(({ text }) => text).join('\n')).toContain('wifi password: [a password], on the shelf.')
    expect(JSON.stringify(read)).not.toContain('tulips1984')
  })

  it('never changes how many lines there are, and finds nothing in what it left', async () => {
    const pieces = fc.constantFrom('password: hunter2', '4111 1111 1111 1111', 'DE89 3704 0044 0532 0130 00', 'A walk by the sea.', '\n', ' ', '# Head', key('ghp_', 'abcdefghijklmnopqrstuvwxyz0123456789'), '- [ ] ', '"', '|')
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (parts) => {
        const text = parts.join('')
        const once = await replaceSecrets(text)
        expect(once.text.split('\n')).toHaveLength(text.split('\n').length)
        expect((await replaceSecrets(once.text)).text).toBe(once.text)
      }),
      { numRuns: 200 },
    )
  })
})

describe('looking for secrets', () => {
  it('is not held up by what stands for long after the name of a password', () => {
    for (const long of [' ', '`', '` ', '*']) expect(findPasswords(`password:${long.repeat(1_000_000)}\n`)).toEqual([])
    expect(findPasswords(`password:${' '.repeat(1_000_000)}hunter22\n`)).toHaveLength(1)
  })

  it('leaves nothing behind in the process, however many texts are looked through', async () => {
    const before = performance.getEntries().length
    for (let number = 0; number < 20; number += 1) await replaceSecrets(`${number} https://example.org/a-long-address-that-might-hold-a-key/${number}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(performance.getEntries().length).toBe(before)
  })
})

describe('check digits', () => {
  it.each([
    [isLuhn, '4111111111111111'],
    [isIban, 'DE89370400440532013000'],
    [isGermanTaxId, '86095742719'],
    [isNir, '255081416802538'],
    [isDni, '12345678Z'],
    [isDni, 'X1234567L'],
    [isCodiceFiscale, 'RSSMRA85T10A562S'],
    [isPesel, '44051401359'],
    [passesElevenTest, '111222333'],
    [isCpf, '52998224725'],
  ])('%o holds for %s, and for no neighbour of its last character', (holds, number) => {
    expect(holds(number)).toBe(true)
    const last = number.at(-1)!
    const others = /\d/.test(last) ? '0123456789' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    expect([...others].filter((each) => holds(number.slice(0, -1) + each))).toEqual([last])
  })
})

const VAULTS = resolve(import.meta.dirname, '../../../../shared/data/vaults')

describe.skipIf(!existsSync(VAULTS))('real notes', () => {
  it('have no false alarm', async () => {
    const alarms: string[] = []
    for (const file of (await readdir(VAULTS, { recursive: true })).filter((each) => each.endsWith('.md'))) {
      const text = await readFile(join(VAULTS, file), 'utf8')
      for (const { kind, line } of (await replaceSecrets(text)).secrets) alarms.push(`${file}:${line} ${kind}`)
    }
    expect(alarms).toEqual([])
  })
})

import { AppError } from '../../contract/index.ts'

/** How a server is reached. The key is sent to this origin and nowhere else. */
export type ServerSettings = Readonly<{ address: string; model: string; key: string | null }>

/** What can be asked without doubt about where it goes. Throws INPUT_INVALID; the key is in no message. */
export function checkServer({ address, model, key }: ServerSettings): ServerSettings {
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') {
    throw new AppError('INPUT_INVALID', 'The address of your server holds a name or a password. Take them out of it, and give the key as the key.')
  }
  if (url.search !== '' || url.hash !== '') throw new AppError('INPUT_INVALID', `The address of your server ends in "${url.search === '' ? '#…' : '?…'}". Give it without that, such as ${url.origin}/v1.`)
  const given = key?.trim() ?? ''
  if (!/^[\x21-\x7e]*$/.test(given)) throw new AppError('INPUT_INVALID', 'The key of your server holds a space, a line break or a letter that no header can carry. Copy it again.')
  return { address: url.href.replace(/\/+$/, ''), model, key: given === '' ? null : given }
}

/** Takes the key out of what a server says: some repeat it in their errors, whole or with its ends. */
export function withoutKey(text: string, key: string | null): string {
  if (key === null) return text
  const ends = key.length >= 12 ? [key.slice(0, 8), key.slice(-4)] : []
  const whole = text.replaceAll(key, '…')
  return ends.length > 0 && ends.every((end) => whole.includes(end)) ? whole.replaceAll(new RegExp(`\\S*${escaped(ends[0]!)}\\S*`, 'g'), '…') : whole
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

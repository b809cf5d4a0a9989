import { say } from './announcer.ts'

/** Copies a text, and says of what it was. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    say(`Copied: ${what}.`)
  } catch (thrown) {
    say(`It was not copied: ${thrown instanceof Error ? thrown.message : 'the system did not say why'}.`)
  }
}

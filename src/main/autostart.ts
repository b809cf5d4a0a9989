import { mkdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** What the system is told to start: a program and its words. */
export type Started = Readonly<{ program: string; words: readonly string[] }>

/** The entry by which desktops of Linux start a program (the XDG autostart specification). */
export function desktopEntry({ program, words }: Started): string {
  const quoted = [program, ...words].map((word) => `"${word.replaceAll('%', '%%').replace(/["`$\\]/g, '\\$&')}"`).join(' ')
  return `[Desktop Entry]\nType=Application\nName=Tacit\nExec=${quoted}\nX-GNOME-Autostart-enabled=true\n`
}

export function desktopEntryFile(environment: NodeJS.ProcessEnv): string {
  return join(environment['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart', 'tacit.desktop')
}

/** Linux: Electron knows macOS and Windows only. */
export async function setDesktopEntry(isOn: boolean, started: Started, environment: NodeJS.ProcessEnv): Promise<void> {
  const file = desktopEntryFile(environment)
  if (!isOn) return rm(file, { force: true })
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, desktopEntry(started))
}

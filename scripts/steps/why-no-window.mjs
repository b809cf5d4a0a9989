import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** @type {readonly [name: string, denied: string, allowed: string][]} */
const SYSCTLS = [
  ['kernel.apparmor_restrict_unprivileged_userns', '1', '0'],
  ['kernel.unprivileged_userns_clone', '0', '1'],
  ['user.max_user_namespaces', '0', '15000'],
]

/** @param {string} electron @param {string} settings where the kernel shows its settings */
function allowSandbox(electron, settings) {
  for (const [name, denied, allowed] of SYSCTLS) {
    const file = join(settings, name.replaceAll('.', '/'))
    if (existsSync(file) && readFileSync(file, 'utf8').trim() === denied) return `This system denies user namespaces, which Electron's sandbox needs. Allow them: sudo sysctl -w ${name}=${allowed}`
  }
  const helper = join(dirname(electron), 'chrome-sandbox')
  return `Electron found no sandbox that it may use here. Allow its own: sudo chown root "${helper}" && sudo chmod 4755 "${helper}"`
}

/** @type {readonly { says: RegExp, advise: (electron: string, settings: string) => string }[]} */
const CAUSES = [
  { says: /Running as root without --no-sandbox/, advise: () => 'Electron refuses its sandbox to root. Start Tacit as an ordinary user.' },
  { says: /SUID sandbox helper|No usable sandbox|[Uu]ser namespace|zygote_host_impl|sandbox.*credentials\.cc/, advise: allowSandbox },
  {
    says: /Missing X server|\$DISPLAY|[Cc]annot open display|platform failed to initialize|Failed to connect to Wayland/,
    advise: () => 'There is no screen here for a window. Start Tacit in a desktop session, or set DISPLAY (over ssh: ssh -X).',
  },
  {
    says: /error while loading shared libraries/,
    advise: () => 'This system lacks a library of Electron. On Debian and Ubuntu: sudo apt install libgtk-3-0 libnss3 libasound2 libgbm1',
  },
]

/** Chromium mutters; these lines are never the reason. */
const CHATTER = /dbus|DBus|gpu_|GPU process|Gtk-|libva|vaInitialize|ALSA/

/**
 * Why Electron showed no window, in its own words and in ours.
 * @param {readonly string[]} lines what Electron wrote on stderr
 * @param {{ electron: string, ended: string | null, limitMs: number, settings?: string }} facts `ended`: how it ended, null where it was ended by us
 * @returns {{ said: string | null, advice: string }}
 */
export function whyNoWindow(lines, { electron, ended, limitMs, settings = '/proc/sys' }) {
  for (const { says, advise } of CAUSES) {
    const said = lines.findLast((line) => says.test(line))
    if (said !== undefined) return { said, advice: advise(electron, settings) }
  }
  const said = lines.findLast((line) => !CHATTER.test(line)) ?? lines.at(-1) ?? null
  const advice = ended === null ? `No window was ready within ${limitMs / 1000} s.` : `Electron ended (${ended}) before a window was ready.`
  return { said, advice }
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { whyNoWindow } from '../../scripts/steps/why-no-window.mjs'

const ROOT_WITHOUT_SANDBOX = '[9:1121/060000.1:FATAL:electron_main_delegate.cc(286)] Running as root without --no-sandbox is not supported. See https://crbug.com/638180.'
const NO_SANDBOX = '[9:1121/060000.1:FATAL:zygote_host_impl_linux.cc(132)] No usable sandbox! If you want to live dangerously, you can try using --no-sandbox.'
const NO_DISPLAY = '[9:1121/060000.1:ERROR:ozone_platform_x11.cc(245)] Missing X server or $DISPLAY'

let settings: string

beforeEach(async () => {
  settings = await mkdtemp(join(tmpdir(), 'tacit-sysctl-'))
})

afterEach(async () => {
  await rm(settings, { recursive: true })
})

async function set(name: string, value: string): Promise<void> {
  const file = join(settings, name)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${value}\n`)
}

const why = (lines: readonly string[], ended: string | null = 'exit code 1') => whyNoWindow(lines, { electron: '/opt/e/electron', ended, limitMs: 20_000, settings })

describe('why there is no window', () => {
  test('tells root to be an ordinary user, and never to drop the sandbox', () => {
    const { said, advice } = why(['something', ROOT_WITHOUT_SANDBOX, 'Trace/breakpoint trap'])
    expect(said).toBe(ROOT_WITHOUT_SANDBOX)
    expect(advice).toContain('ordinary user')
    expect(advice).not.toContain('--no-sandbox')
  })

  test.each([
    ['kernel/apparmor_restrict_unprivileged_userns', '1', 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'],
    ['kernel/unprivileged_userns_clone', '0', 'sudo sysctl -w kernel.unprivileged_userns_clone=1'],
    ['user/max_user_namespaces', '0', 'sudo sysctl -w user.max_user_namespaces=15000'],
  ])('names the setting that denies the sandbox: %s', async (name, value, command) => {
    await set(name, value)
    expect(why([NO_SANDBOX]).advice).toContain(command)
  })

  test('falls back on the sandbox helper where no setting denies it', async () => {
    await set('user/max_user_namespaces', '96365')
    expect(why([NO_SANDBOX]).advice).toContain('chmod 4755 "/opt/e/chrome-sandbox"')
  })

  test('sees that there is no display', () => {
    expect(why([NO_DISPLAY, 'The platform failed to initialize.  Exiting.']).advice).toContain('desktop session')
  })

  test('sees that a library is missing', () => {
    expect(why(['/opt/e/electron: error while loading shared libraries: libnss3.so: cannot open shared object file']).advice).toContain('libnss3')
  })

  test('gives the last line that is not chatter, and how it ended', () => {
    expect(why(['Error: the home is owned by another', '[9:ERROR:dbus/bus.cc(407)] Failed to connect to the bus'])).toEqual({
      said: 'Error: the home is owned by another',
      advice: 'Electron ended (exit code 1) before a window was ready.',
    })
  })

  test('says how long it waited', () => {
    expect(why([], null)).toEqual({ said: null, advice: 'No window was ready within 20 s.' })
  })
})

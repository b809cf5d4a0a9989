import { build } from './build.mjs'
import { fetchSize } from './fetch-size.mjs'
import { install, isInstalled } from './install.mjs'
import { say } from './root.mjs'

/**
 * Installs when needed, builds when stale, and says nothing when there is nothing to do.
 * @param {{ withElectron?: boolean }} [options] whether Electron's binary is fetched next
 */
export async function setUp({ withElectron = false } = {}) {
  if (!isInstalled()) {
    say(fetchSize(withElectron))
    await install()
  }
  await build()
}

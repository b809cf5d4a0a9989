// Sizes of the packed packages, in MB: measured by an install with an empty cache on Linux x64; elsewhere its common part
// and that platform's own native packages.
const PACKAGES_MB = /** @type {Record<string, number>} */ ({ 'linux-x64': 395, 'linux-arm64': 215, 'darwin-arm64': 200, 'win32-x64': 380, 'win32-arm64': 205 })
const ELECTRON_MB = 120

/**
 * How much a first start fetches.
 * @param {boolean} withElectron whether Electron's own binary comes on top
 */
export function fetchSize(withElectron) {
  const packages = PACKAGES_MB[`${process.platform}-${process.arch}`] ?? 400
  const electron = withElectron ? `, and Electron's own binary (about ${ELECTRON_MB} MB) on top` : ''
  return `The first time, Tacit fetches about ${packages} MB of packages${electron}; what npm has already is not fetched again.`
}

// Imported before anything else, so that an old Node gets a sentence and not a stack. Keep to what Node 12 can parse.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isEnough = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 23

if (!isEnough) {
  process.stderr.write(`Tacit needs Node 20.19 or newer (of the 22 line, 22.12 or newer); this is Node ${process.versions.node}. A newer one is at https://nodejs.org.\n`)
  process.exit(1)
}

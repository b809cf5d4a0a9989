import { once } from 'node:events'
import { join } from 'node:path'
import { appRoot } from '../../agent/paths.ts'
import { serve as serveOn } from '../../serve/serve.ts'
import { command, UsageError } from '../command.ts'
import { openLastingLine } from '../lasting.ts'

export const serve = command({
  name: 'serve',
  operands: [],
  summary: 'the window’s interface in a browser of this machine; prints its address, which works once',
  options: { port: { type: 'string', placeholder: 'N', help: 'any free one where it is not given' } },
  run: async ({ home, answer, note }, _operands, { port = '0' }) => {
    const number = Number(port)
    if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new UsageError(`--port takes 0 to 65535, not ${JSON.stringify(port)}.`, 'tacit serve --port 8377')
    await using line = await openLastingLine(home)
    await using served = await serveOn(line, { files: join(appRoot(), 'out', 'renderer'), port: number })
    answer({ url: served.url, port: served.port, home }, served.url)
    note('Open this address in a browser on this machine; it works once. Ctrl-C ends it.')
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  },
})

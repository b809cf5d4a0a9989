import { command, UsageError } from '../command.ts'
import { networkText } from '../text/network-text.ts'

export const network = command({
  name: 'network',
  operands: ['STATE?'],
  summary: 'every request that left this computer, or was stopped; off lets none out, on lets out again what you start',
  options: {},
  run: async ({ connect, answer, style, width }, [state]) => {
    if (state !== undefined && state !== 'on' && state !== 'off') throw new UsageError(`${JSON.stringify(state)} is no state of the network.`, 'tacit network, tacit network off, tacit network on')
    const client = await connect()
    if (state !== undefined) await client.request('settings.set', { noNetwork: state === 'off' })
    const use = await client.request('network.use', {})
    answer(use, networkText(use, style, width))
  },
})

import { command, UsageError } from '../command.ts'
import { block, counted, paragraphs } from '../text/lines.ts'
import { stateLine } from '../text/model-text.ts'

export const modelsServer = command({
  name: 'models server',
  operands: ['ADDRESS'],
  summary: 'write with an OpenAI-compatible server of your own, or off; without --model it is only asked what it offers. Its key is read from TACIT_SERVER_KEY',
  options: { model: { type: 'string', placeholder: 'M', help: 'the model, as the server names it' } },
  run: async ({ connect, answer, width }, [address], { model }) => {
    const client = await connect()
    if (address === 'off') {
      if (model !== undefined) throw new UsageError('A server that is off has no model.', 'tacit models server off')
      const after = await client.request('server.set', { server: null })
      return answer({ server: null }, stateLine(after))
    }
    if (!URL.canParse(address!) || !/^https?:$/.test(new URL(address!).protocol)) throw new UsageError(`${JSON.stringify(address)} is no address of a server.`, 'tacit models server http://127.0.0.1:8080/v1 --model NAME, or tacit models server off')
    const server = { address: address!, model: model ?? '', key: process.env.TACIT_SERVER_KEY ?? null }
    const { models, ms } = await client.request('server.try', server)
    const offers = `It answered after ${Math.round(ms)} ms and offers ${counted(models.length, 'model')}${models.length > 0 ? `: ${models.join(', ')}` : ''}.`
    if (model === undefined) return answer({ models, ms }, paragraphs(block(offers, width, 0), block('Give --model to write with one of them. Prompts hold passages of your notes; they go to this address.', width, 0)))
    const after = await client.request('server.set', { server })
    answer({ server: after.server, models, ms }, paragraphs(block(offers, width, 0), stateLine(after)))
  },
})

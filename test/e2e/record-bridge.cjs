// Loaded into the app's main process before the app (electron -r): writes every message that crosses between page and agent to a file.
const { appendFileSync } = require('node:fs')
const { app, ipcMain } = require('electron')

const write = (message) => appendFileSync(process.env.TACIT_RECORD, `${JSON.stringify(message)}\n`)

const handle = ipcMain.handle.bind(ipcMain)
ipcMain.handle = (channel, listener) =>
  handle(channel, async (event, ...input) => {
    const answer = await listener(event, ...input)
    write({ channel, input, content: answer })
    return answer
  })

app.on('web-contents-created', (_event, contents) => {
  const send = contents.send.bind(contents)
  contents.send = (channel, ...values) => {
    write({ channel, input: null, content: values })
    send(channel, ...values)
  }
})

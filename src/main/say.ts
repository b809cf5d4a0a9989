// Who started the window may close our pipes and go; what is said then is said to nobody, and that is no failure.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

/** Lines for whoever started the window in a terminal. */
export const say = {
  out: (line: string): void => void process.stdout.write(`${line}\n`),
  error: (line: string): void => void process.stderr.write(`${line}\n`),
}

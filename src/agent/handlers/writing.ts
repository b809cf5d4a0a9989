import type { Handlers } from '../contract/index.ts'
import type { Host } from '../loop/host.ts'
import type { Writing } from '../loop/writing.ts'

type Told = Pick<Handlers, 'host.set' | 'settings.set'>

/** Lets writing know what it waits for, or what stops it. */
export function tellWriting(writing: Writing, host: Host, next: Told): Told {
  return {
    'host.set': (changes) => {
      host.tell(changes)
      return next['host.set'](changes)
    },
    'settings.set': async (changes) => {
      const settings = await next['settings.set'](changes)
      writing.look()
      return settings
    },
  }
}

export function writingHandlers(writing: Writing): Pick<Handlers, 'writing.now' | 'writing.stop'> {
  return {
    'writing.now': ({ count }) => writing.now(count),
    'writing.stop': () => {
      writing.stop()
      return {}
    },
  }
}

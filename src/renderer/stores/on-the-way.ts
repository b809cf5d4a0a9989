/**
 * What was changed here lies over what the assistant said last, until it has answered: an answer to an earlier change
 * takes back no later one. Null before it has said anything.
 */
export type OnTheWay<Value extends object> = Readonly<{
  /** Takes what the assistant said; answers what holds here. */
  told: (value: Value) => Value
  /** Lays a change over it, from when it is sent. */
  sent: (change: Partial<Value>) => Value | null
  /** Takes the change away again, answered or failed. */
  over: (change: Partial<Value>) => Value | null
}>

export function openOnTheWay<Value extends object>(): OnTheWay<Value> {
  let last: Value | null = null
  const changes: Partial<Value>[] = []
  const here = (): Value | null => last && changes.reduce<Value>((value, change) => ({ ...value, ...change }), last)
  return {
    told: (value) => {
      last = value
      return here() ?? value
    },
    sent: (change) => {
      changes.push(change)
      return here()
    },
    over: (change) => {
      changes.splice(changes.indexOf(change), 1)
      return here()
    },
  }
}

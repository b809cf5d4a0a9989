import { z } from 'zod'

/** `never` keeps a state from being shown at all; `strong` makes it cost more to show. */
export const STRENGTHS = ['never', 'strong'] as const
export type Strength = (typeof STRENGTHS)[number]

const text = z.string().trim().min(3, 'a principle takes at least three characters').max(300, 'a principle takes at most 300 characters')
const ids = z.array(z.string().min(1).max(200)).max(500)

/** What the person says: a sentence, words that a state may not hold, and which states it keeps out and which it lets in. */
export const principleSchema = z.strictObject({
  text,
  strength: z.enum(STRENGTHS),
  words: z.array(z.string().trim().min(2).max(80)).max(40),
  keepsOut: ids,
  letsIn: ids,
})
export type PrincipleText = z.infer<typeof principleSchema>

export type PrincipleView = PrincipleText &
  Readonly<{
    id: string
    since: number
    /** States that it bears on now, of those that could be shown. */
    bearsOn: Readonly<{ count: number; examples: readonly string[] }>
    /** A loosening that waits; `at` is when it takes effect. */
    pending: Readonly<{ what: 'removed' | 'loosened'; at: number }> | null
  }>

/** States near to what is written, for the person to say which of them are meant. `isMeant` is null where they have not said. */
export type PrincipleNear = Readonly<{ id: string; text: string; hasWord: boolean; isMeant: boolean | null }>

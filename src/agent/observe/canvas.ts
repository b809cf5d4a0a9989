import { z } from 'zod'

const nodeSchema = z.looseObject({ type: z.string(), text: z.string().optional(), label: z.string().optional(), x: z.number().optional(), y: z.number().optional() })
const canvasSchema = z.looseObject({ nodes: z.array(nodeSchema).default([]) })

export type CanvasText = Readonly<{ kind: 'text'; text: string; skipped: number }> | Readonly<{ kind: 'problem'; message: string }>

/**
 * The written cards of a canvas (JSON Canvas 1.0, jsoncanvas.org/spec/1.0) as Markdown, from top to bottom, with a rule between
 * them. Cards that show a file, a page or a group have no words of their own and are counted.
 */
export function canvasToMarkdown(json: string): CanvasText {
  const canvas = parse(json)
  if (canvas === null) return { kind: 'problem', message: 'It is no canvas (JSON that cannot be read, or without a list of nodes) and was left out.' }
  const written = canvas.nodes.filter(({ type, text }) => type === 'text' && (text ?? '').trim() !== '')
  const cards = written.toSorted((a, b) => (a.y ?? 0) - (b.y ?? 0) || (a.x ?? 0) - (b.x ?? 0)).map(({ text }) => text!.replace(/\r\n?/g, '\n').trim())
  return { kind: 'text', text: cards.join('\n\n***\n\n'), skipped: canvas.nodes.length - written.length }
}

function parse(json: string): z.infer<typeof canvasSchema> | null {
  try {
    return canvasSchema.safeParse(JSON.parse(json)).data ?? null
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof RangeError) return null
    throw thrown
  }
}

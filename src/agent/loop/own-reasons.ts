import type { Axis, Chip } from '../contract/index.ts'
import type { Embedder } from '../model/embedder.ts'
import { polesNamed } from '../propose/pole-words.ts'
import { dot, meanOfLargest } from '../propose/vectors.ts'

/** What a reason in the person's own words is taken to say; it teaches once they say that it is so. */
export type OwnReasons = Readonly<{
  /** `liking`: what the answer was, for words that say no direction of their own. Empty where nothing can be read. */
  read: (text: string, liking: -1 | 0 | 1) => Promise<readonly Chip[]>
}>

type Pole = Readonly<{ axis: Axis; side: 'left' | 'right' }>

const LESS = /\b(too|less|fewer|not|no|never|nobody|nothing|without|hate|dislike|avoid|dread|annoys?|bores?|boring|tired of|enough of|fed up|sick of|don'?t|doesn'?t|won'?t|can'?t|cannot|wouldn'?t|isn'?t|stressful)\b/gi
const MORE = /\b(more|love|loves|like|likes|liked|enjoy|prefer|want|need|miss|glad|good|nice|great|finally|not enough|too little|too few|never enough|at last)\b/gi
/** Two words that turn each other around. */
const MORE_FIRST = /\b(not enough|too little|too few|never enough|less than i)\b/i

/** A pole whose anchors are less like the words than this, or hardly more like them than those of another axis, is not meant. */
const LEAST_LIKE = 0.35
const LEAST_AHEAD = 0.04
const NEAREST = 2
/** A reason with more in it than this is none that a chip can hold. */
const MOST_POLES = 2

/** Reads with the words that name a pole, else with the embedder and the poles' own sentences; no language model. */
export function openOwnReasons({ axes, embedder }: Readonly<{ axes: readonly Axis[]; embedder: Pick<Embedder, 'embed'> }>): OwnReasons {
  let anchors: Promise<readonly (Pole & Readonly<{ vectors: readonly Float32Array[] }>)[]> | null = null

  async function embedAnchors() {
    const poles = axes.flatMap((axis) => [
      { axis, side: 'left' as const, texts: [axis.left, ...axis.leftAnchors] },
      { axis, side: 'right' as const, texts: [axis.right, ...axis.rightAnchors] },
    ])
    const vectors = await embedder.embed(poles.flatMap(({ texts }) => texts))
    let from = 0
    return poles.map(({ axis, side, texts }) => ({ axis, side, vectors: vectors.slice(from, (from += texts.length)) }))
  }

  /** The pole whose sentences the words are nearest to. */
  async function nearestPole(text: string): Promise<Pole | null> {
    const about = text.replaceAll(LESS, ' ').replaceAll(MORE, ' ').trim()
    if (!/\p{L}{3}/u.test(about)) return null
    // Should it fail, the next reason tries again.
    anchors ??= embedAnchors().catch((thrown: unknown) => {
      anchors = null
      throw thrown
    })
    const [[vector], poles] = await Promise.all([embedder.embed([about]), anchors])
    const ranked = poles.map((pole) => ({ pole, like: meanOfLargest(pole.vectors.map((anchor) => dot(anchor, vector!)), NEAREST) })).toSorted((a, b) => b.like - a.like)
    const [best] = ranked
    const other = ranked.find(({ pole }) => pole.axis !== best!.pole.axis)
    return best !== undefined && best.like >= LEAST_LIKE && best.like - (other?.like ?? 0) >= LEAST_AHEAD ? best.pole : null
  }

  return {
    read: async (text, liking) => {
      const named = polesNamed(text)
      const turn = turnOf(named.flatMap(({ words }) => words).reduce((rest, word) => rest.replace(word, ' '), text)) || liking
      const near = named.length === 0 ? await nearestPole(text) : null
      const poles = near ? [near] : named.flatMap(({ axisId, side }) => axes.filter(({ id }) => id === axisId).map((axis) => ({ axis, side })))
      const wants = turn === 0 ? (['more', 'less'] as const) : [turn > 0 ? ('more' as const) : ('less' as const)]
      return poles.slice(0, MOST_POLES).flatMap((pole) => wants.map((want) => chip(pole, want)))
    },
  }
}

const chip = ({ axis, side }: Pole, wants: 'more' | 'less', chosen = false): Chip => ({
  id: `own:${axis.id}:${side}:${wants}`,
  label: `${axis[side]}, ${wants}`,
  axisId: axis.id,
  sign: (side === 'right') === (wants === 'more') ? 1 : -1,
  chosen,
})

/** The chip of an id that `read` gave; undefined for any other. */
export function ownChipOf(axes: readonly Axis[], id: string, chosen = false): Chip | undefined {
  const [own, axisId, side, wants] = id.split(':')
  const axis = axes.find((each) => each.id === axisId)
  return own === 'own' && axis && (side === 'left' || side === 'right') && (wants === 'more' || wants === 'less') ? chip({ axis, side }, wants, chosen) : undefined
}

/** Whether the words ask for more of it or for less; 0 where they say neither, or both. */
function turnOf(text: string): -1 | 0 | 1 {
  if (MORE_FIRST.test(text)) return 1
  const [less, more] = [text.match(LESS)?.length ?? 0, text.match(MORE)?.length ?? 0]
  // "don't like" and "no more" are less; what is wanted "without" something is not told apart from it.
  return less > 0 ? -1 : more > 0 ? 1 : 0
}

// Four exact features of style. Length and polish explain ratings without being what the person wants, so they are known apart.

/** Means and standard deviations in six public Polis conversations. */
const SCALES: readonly (readonly [mean: number, sd: number])[] = [
  [4.518, 0.466],
  [5.056, 0.815],
  [0.146, 0.325],
  [0.481, 0.497],
]

export const CUES = ['length', 'word length', 'first person', 'positive words'] as const

const FIRST_PERSON = new Set(['i', 'me', 'my', 'mine', 'myself', "i'm", "i've", "i'd", "i'll"])

const POSITIVE = new Set(
  `accept access advantage affordable agree attract attractive beautiful beneficial benefit benefits best better bright build care caring clean clear comfortable create
  creative diverse easy education effective efficient encourage encouraged encouraging energy enjoy ensure equal equality excellent expand fair fairness free freedom fresh
  friendly fun fund funding good grateful great growth happy health healthy help helpful helps honest hope important improve improvement inclusive increase interested
  interesting invest join justice kind kindness like love more nice opportunities opportunity peace play please positive pride progress promote protect protected proud
  provide quality reliable respect responsible rich safe safety secure share smart strength strong success successful support supports sustainable thank thanks thrive true
  trust truth useful valuable value vibrant wealth welcome welcoming well win wise wonderful`.split(/\s+/),
)

/** Beyond this many standard deviations a text is just long; nearer in, half of the longer arguments would look alike. */
const CLIP = 6

/** The four cues of a text, standardised and clipped; 0 is an ordinary sentence. */
export const cues = (text: string): readonly number[] => {
  const words = text.toLowerCase().replaceAll('’', "'").match(/[a-z$']+/g) ?? []
  const letters = words.reduce((sum, word) => sum + word.length, 0)
  const raw = [
    Math.log1p(text.length),
    words.length > 0 ? letters / words.length : SCALES[1]![0],
    Math.log1p(words.filter((word) => FIRST_PERSON.has(word)).length),
    Math.log1p(words.filter((word) => POSITIVE.has(word)).length),
  ]
  return raw.map((value, i) => {
    const [mean, sd] = SCALES[i]!
    return Math.max(-CLIP, Math.min(CLIP, (value - mean) / sd))
  })
}

const EMPTY = new Set(
  `a about above after again all almost also always am an and another any anything are as at away back be because been before being best better between both but by
  came can cannot come could day days did do does doing done down each either else enough even ever every everything few first for from get gets getting go goes going gone got
  had half far has have having he her here hers him his how however i if in into is it its itself just keep kept know last least less let like little long look looked looking lot
  made make makes making many may maybe me mean might mine more most much must my myself near need never new next no nobody not nothing now of off often old on once one only or other
  our out over own part people perhaps put quite rather really said same say see seem she should since so some somebody someone something soon still such take than that the their them
  then there these they thing things think this those though thought through time times to today together told too took try two under until up us use used very want wanted was way we week
  weeks well went were what when where whether which while who whole whom why will with without work worked working would year years yes yet you your`.split(/\s+/),
)

/** The words of a text that carry what it is about, cut to their stems. */
export function contentWords(text: string): readonly string[] {
  const words = text.toLowerCase().replace(/[’‘]/g, "'").match(/\p{L}[\p{L}']+/gu) ?? []
  return words.map((word) => word.replace(/'\w*$/, '')).filter((word) => word.length > 2 && !EMPTY.has(word)).map(stem)
}

/** Plurals and the commonest endings of English verbs; crude, and the same for both sides of a comparison. */
function stem(word: string): string {
  return word.replace(/(?:ies)$/, 'y').replace(/(?<=\p{L}{3})(?:ings?|ed|es|s)$/u, '').replace(/(\p{L})\1$/u, '$1')
}

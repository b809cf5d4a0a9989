const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** The sentences of a line, each with the white space that follows it: joined, they are the line. */
export function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = []
  for (const { segment } of segmenter.segment(text)) {
    // "e.g. the cello", "Dr. Holm", "no. 40": the full stop of an abbreviation ends nothing.
    const before = sentences.at(-1)
    if (before !== undefined && /\b(?:e\.g|i\.e|etc|vs|cf|approx|ca|dr|mr|mrs|ms|st|no|nr|z\.b|d\.h|bzw)\.\s*$/i.test(before)) sentences[sentences.length - 1] = before + segment
    else sentences.push(segment)
  }
  return sentences
}

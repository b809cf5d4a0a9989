const logOdds = (probability: number): number => {
  const held = Math.min(0.98, Math.max(0.02, probability))
  return Math.log(held / (1 - held))
}

/**
 * What cues found, raised or lowered by what a model makes of the same words: half of its weight of evidence (log-odds above those of
 * one among so many options), since the two are no independent witnesses.
 */
export function weighed(probability: number, decided: number | null, options: number): number {
  if (decided === null) return probability
  return 1 / (1 + Math.exp(-(logOdds(probability) + (logOdds(decided) - logOdds(1 / options)) / 2)))
}

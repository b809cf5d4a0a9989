// Turning a model's own probabilities into ones that can be believed, and finding out whether they are worth anything.

/** Probabilities of the options as the model gave them, in their order, and which option is right. */
export type Judged = Readonly<{ probabilities: readonly number[]; answer: number }>

/** Mean over the texts: −ln p of the right option (nats), squared distance from it (0 to 2), gap between confidence and share right, share right. */
export type Scores = Readonly<{ logLoss: number; brier: number; calibrationError: number; accuracy: number }>

/** p ∝ exp(sharpness · ln p_model + bias): temperature scaling with a bias for each option (Guo et al. 2017; Platt 1999). */
export type Scaling = Readonly<{
  /** 1 / temperature; 0 where the model tells nothing. */
  sharpness: number
  bias: readonly number[]
}>

export type Calibration = Scaling &
  Readonly<{
    fitted: number
    heldOut: number
    /** On the texts held out: as the model said it, calibrated, and by the shares of the options alone. */
    before: Scores
    after: Scores
    base: Scores
    /** Nats by which the calibrated answers beat the shares on the texts held out, with its standard error. */
    gain: Readonly<{ mean: number; error: number }>
    /** Whether that is enough to listen. */
    isOn: boolean
  }>

const LEAST_P = 1e-6
/** Normal priors of standard deviation 1 about "tells nothing". */
const ROUNDS = 600
const STEP = 0.5
const CLOSE = 1e-5
const BINS = 10
/** A gain has to be worth something, and to be no chance. */
const LEAST_GAIN = 0.05
const ERRORS = 2

const logOf = (p: number): number => Math.log(Math.max(LEAST_P, p))
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

function softmax(scores: readonly number[]): readonly number[] {
  const most = Math.max(...scores)
  const weights = scores.map((score) => Math.exp(score - most))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

/** The calibrated probabilities of one answer; their sum is 1. */
export function scaled({ sharpness, bias }: Scaling, probabilities: readonly number[]): readonly number[] {
  return softmax(probabilities.map((p, option) => sharpness * logOf(p) + bias[option]!))
}

function centred(values: readonly number[]): readonly number[] {
  const middle = mean(values)
  return values.map((value) => value - middle)
}

/** The scaling of most posterior probability, by accelerated gradient ascent (Nesterov 1983); the posterior is concave. */
export function fitScaling(judged: readonly Judged[]): Scaling {
  const options = judged[0]!.probabilities.length
  const logs = judged.map(({ probabilities }) => centred(probabilities.map(logOf)))
  // What a model says of every text is no sign of any: taken off first, so that the prior is about what differs.
  const centre = Array.from({ length: options }, (_, option) => mean(logs.map((log) => log[option]!)))
  const rows = logs.map((log) => log.map((value, option) => value - centre[option]!))
  const spread = Math.max(1, Math.sqrt(mean(rows.flatMap((row) => row.map((value) => value ** 2)))))
  let at = Array.from({ length: options + 1 }, () => 0)
  let ahead = at
  for (let round = 1; round <= ROUNDS; round += 1) {
    const slope = ahead.map((value) => -value)
    for (const [index, row] of rows.entries()) {
      const now = softmax(row.map((value, option) => (ahead[0]! / spread) * value + ahead[option + 1]!))
      for (let option = 0; option < options; option += 1) {
        const error = Number(judged[index]!.answer === option) - now[option]!
        slope[0]! += (error * row[option]!) / spread
        slope[option + 1]! += error
      }
    }
    const next = ahead.map((value, each) => value + (STEP * slope[each]!) / judged.length)
    next[0] = Math.max(0, next[0]!)
    const isThere = next.every((value, each) => Math.abs(value - at[each]!) < CLOSE)
    const momentum = (round - 1) / (round + 2)
    ahead = next.map((value, each) => value + momentum * (value - at[each]!))
    at = next
    if (isThere) break
  }
  const sharpness = at[0]! / spread
  return { sharpness, bias: centre.map((each, option) => at[option + 1]! - sharpness * each) }
}

const pick = (probabilities: readonly number[]): number => probabilities.indexOf(Math.max(...probabilities))

export function scoresOf(judged: readonly Judged[]): Scores {
  const bins = Array.from({ length: BINS }, () => [] as Readonly<{ sure: number; right: number }>[])
  for (const { probabilities, answer } of judged) {
    const sure = Math.max(...probabilities)
    bins[Math.min(BINS - 1, Math.floor(sure * BINS))]!.push({ sure, right: Number(pick(probabilities) === answer) })
  }
  const gaps = bins.filter((bin) => bin.length > 0).map((bin) => bin.length * Math.abs(mean(bin.map(({ sure }) => sure)) - mean(bin.map(({ right }) => right))))
  return {
    logLoss: mean(judged.map(({ probabilities, answer }) => -logOf(probabilities[answer]!))),
    brier: mean(judged.map(({ probabilities, answer }) => probabilities.reduce((sum, p, option) => sum + (p - Number(option === answer)) ** 2, 0))),
    calibrationError: gaps.reduce((sum, gap) => sum + gap, 0) / judged.length,
    accuracy: mean(judged.map(({ probabilities, answer }) => Number(pick(probabilities) === answer))),
  }
}

/** The shares of the options, each as if it had been seen once more. */
function sharesOf(judged: readonly Judged[]): readonly number[] {
  const options = judged[0]!.probabilities.length
  return Array.from({ length: options }, (_, option) => (judged.filter(({ answer }) => answer === option).length + 1) / (judged.length + options))
}

/** Fitted on some texts and judged on others. Both need at least two. */
export function calibrate(fitted: readonly Judged[], heldOut: readonly Judged[]): Calibration {
  if (fitted.length < 2 || heldOut.length < 2) throw new RangeError(`A calibration needs two texts to fit and two to judge it by, and there are ${fitted.length} and ${heldOut.length}.`)
  const scaling = fitScaling(fitted)
  const shares = sharesOf(fitted)
  const after = heldOut.map(({ probabilities, answer }) => ({ probabilities: scaled(scaling, probabilities), answer }))
  const gains = after.map(({ probabilities, answer }) => logOf(probabilities[answer]!) - logOf(shares[answer]!))
  const gain = { mean: mean(gains), error: Math.sqrt(gains.reduce((sum, each) => sum + (each - mean(gains)) ** 2, 0) / (gains.length - 1) / gains.length) }
  return {
    ...scaling,
    fitted: fitted.length,
    heldOut: heldOut.length,
    before: scoresOf(heldOut),
    after: scoresOf(after),
    base: scoresOf(heldOut.map(({ answer }) => ({ probabilities: shares, answer }))),
    gain,
    isOn: gain.mean >= LEAST_GAIN && gain.mean - ERRORS * gain.error > 0,
  }
}

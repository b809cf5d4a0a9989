// The standard normal distribution, to about 1e-15.

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI)

export const density = (x: number): number => Math.exp(-0.5 * x * x) / ROOT_TWO_PI

const NUMERATOR = [0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376]
const DENOMINATOR = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752,
]

const polynomial = (coefficients: readonly number[], x: number): number => {
  let value = 0
  for (const coefficient of coefficients) value = value * x + coefficient
  return value
}

/** Φ(x). Hart's rational approximation (1968, no. 5666) with a continued fraction beyond 7: relative error small in the lower tail too. */
export const cumulative = (x: number): number => {
  const z = Math.abs(x)
  if (z > 38) return x > 0 ? 1 : 0
  const lower =
    z < 7.071
      ? (Math.exp(-0.5 * z * z) * polynomial(NUMERATOR, z)) / polynomial(DENOMINATOR, z)
      : density(z) / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65)))))
  return x > 0 ? 1 - lower : lower
}

/** Φ(high) − Φ(low) without cancellation in either tail. */
export const between = (low: number, high: number): number => (low > 0 ? cumulative(-low) - cumulative(-high) : cumulative(high) - cumulative(low))

/** Φ⁻¹(p) for p in (0, 1): Abramowitz and Stegun 26.2.23, then three Halley steps. */
export const quantile = (p: number): number => {
  if (!(p > 0 && p < 1)) throw new RangeError(`A normal quantile needs a probability between 0 and 1, not ${p}.`)
  if (p > 0.5) return -quantile(1 - p)
  const t = Math.sqrt(-2 * Math.log(p))
  let x = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))))
  for (let step = 0; step < 3; step += 1) {
    const error = (cumulative(x) - p) / density(x)
    x -= error / (1 + 0.5 * x * error)
  }
  return x
}

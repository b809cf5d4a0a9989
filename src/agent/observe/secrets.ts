// What must never be kept, by line. Better to withhold a harmless line than to keep a key.

const PATTERNS: readonly RegExp[] = [
  /\b(AKIA|ASIA|AGPA|AROA)[0-9A-Z]{16}\b/,
  /\bAIza[\w-]{35}/,
  /\b(ghp|gho|ghu|ghs|ghr|glpat|github_pat|npm|hf|dop_v1|shpat|sq0atp)[_-][\w-]{16,}/,
  /\b(sk|pk|rk)[-_](live|test|ant|proj|or)?[-_]?[\w-]{20,}/,
  /\bxox[abeoprs]-[\w-]{10,}/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
  /\bya29\.[\w-]{20,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@]+:[^\s/@]{3,}@/i,
  /\bBearer\s+[\w.~+/-]{16,}/,
  /(?<![\w/.-])[0-9a-f]{40,}(?![\w/.-])/i,
]
const NAMED = /\b(pass(?:word|wort|phrase|code)?|passwd|pwd|pin|secret|token|api[ _-]?key|access[ _-]?key|client[ _-]?secret|recovery (?:code|phrase)|seed phrase|kennwort|contrase[nñ]a|mot de passe)\b["'`*_]*\s*(?::|=|\bis\b|\bist\b)\s*["'`*_]*(\S+)/gi
const DIGITS = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])/g
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g
const SOCIAL_SECURITY = /\b\d{3}-\d{2}-\d{4}\b/

/** The numbers (from 1) of the lines that hold what looks like a key, password, card, or account number. */
export function findSecrets(text: string): readonly number[] {
  const found: number[] = []
  let insideKey = false
  for (const [index, line] of text.split('\n').entries()) {
    if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(line)) insideKey = true
    if (insideKey || looksSecret(line)) found.push(index + 1)
    if (/-----END [A-Z ]*PRIVATE KEY/.test(line)) insideKey = false
  }
  return found
}

function looksSecret(line: string): boolean {
  if (PATTERNS.some((pattern) => pattern.test(line)) || SOCIAL_SECURITY.test(line)) return true
  for (const [, name, value] of line.matchAll(NAMED)) if (isSecretValue(name!, value!)) return true
  for (const [digits] of line.matchAll(DIGITS)) if (isCard(digits)) return true
  for (const [account] of line.matchAll(IBAN)) if (isIban(account)) return true
  return false
}

/** "password: hunter2" is one, "the secret is patience" and "token: a unit of text" are not. */
function isSecretValue(name: string, raw: string): boolean {
  const value = raw.replace(/["'`*_.,;)]+$/, '')
  if (/^pin$/i.test(name)) return /^\d{4,8}$/.test(value)
  return value.length >= 5 && /\d/.test(value) && !/^(\d{1,2}[:.]\d\d|\d{4}-\d\d.*|https?:.*|\d+[a-z%€$]?)$/i.test(value)
}

function isCard(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].map(Number)
  if (digits.length < 13 || digits.length > 19 || new Set(digits).size < 2 || !/^[3-6]/.test(text)) return false
  const sum = digits.toReversed().reduce((total, digit, index) => {
    const value = index % 2 === 1 ? digit * 2 : digit
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** ISO 13616: the first four characters moved to the end, letters as 10–35, the remainder by 97 is 1. */
function isIban(text: string): boolean {
  const compact = text.replace(/ /g, '')
  if (compact.length < 15 || compact.length > 34) return false
  let remainder = 0
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    for (const digit of String(parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97
  }
  return remainder === 1
}

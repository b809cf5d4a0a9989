import type { SecretSpan } from './secrets.ts'

// Keys of services: Secretlint's rules for what they know, and ours for what they leave out.

const PEM = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|(?=\0)|(?![\s\S]))/g
const OURS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA|AGPA|AROA)[0-9A-Z]{16}\b/g,
  /\bAIza[\w-]{35,45}/g,
  /\b(?:ghp|gho|ghu|ghs|ghr|glpat|github_pat|npm|hf|dop_v1|shpat|sq0atp|GOCSPX|pypi|ntn|r8|pplx|xai|tvly)[_-](?=[\w-]{0,80}\d)[\w-]{16,}/g,
  /\bsecret_(?=\w{0,42}\d)[A-Za-z0-9]{43}\b/g,
  /\bkey-[0-9a-f]{32}\b|\b[0-9a-f]{32}-us\d{1,2}\b/g,
  /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g,
  /\b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])/g,
  /\/api\/webhooks\/\d{17,20}\/(?<secret>[\w-]{60,})/dg,
  /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/g,
  /\bxprv[1-9A-HJ-NP-Za-km-z]{100,120}\b/g,
  /(?<![\w/])(?:5[1-9A-HJ-NP-Za-km-z]{50}|[KL][1-9A-HJ-NP-Za-km-z]{51})(?![\w/])/g,
  /\b(?:AccountKey|SharedAccessKey|PrivateKey|PresharedKey)[ \t]?=[ \t]?(?<secret>[\w+/]{43,88}={0,2})/dgi,
  /\bAuthorization["']?[ \t]{0,2}:[ \t]{0,2}["']?Basic[ \t]{1,4}(?<secret>[\w+/]{8,}={0,2})/dgi,
  /[?&;](?:access_token|auth_token|token|api[_-]?key|apikey|key|sig|signature|x-amz-signature|secret|client_secret|password|passwd|pwd)=(?<secret>(?=[^\s&#]{0,200}\d)[^\s&#"'<>()[\]]{8,})/dgi,
  /\b\d{6}(?:-\d{6}){7}\b/g,
  /\b(?:t?otp|T?OTP|2fa|2FA|mfa|MFA)\b[^\n]{0,20}?\b(?<secret>[A-Z2-7]{16,64})\b/dg,
  /\b(?:sk|pk|rk)[-_](?:(?:live|test|ant|proj|or)[-_])?(?=[\w-]{0,80}\d)[\w-]{20,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\bya29\.[\w-]{20,}/g,
  /\bBearer[ \t]{1,4}(?<secret>(?=[\w.~+/-]{0,200}\d)[\w.~+/-]{16,}=*)/dg,
]
const IN_ADDRESS = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@]{0,200}:(?<secret>[^\s/@]{3,200})@/dgi
/** Hashes of commits look the same, so it has to be called a key. */
const HEX = /(?<![\w/.-])(?:0x)?[0-9a-f]{32,}(?![\w/.-])/gi
const CALLED_KEY = /\b(?:api|secret|private|access|auth\w*|encryption|signing|token|key|seed)\b["'`*_)\] ]{0,6}(?::|=|\bis\b)[ \t"'`*_]*$/i
/** Secretlint takes milliseconds a text, and none of its rules can hold where there is no run of this length or none of these marks. */
const MAY_HOLD = /[\w+/=.-]{20}|:\/\/[^\s/]*@|-----BEGIN/

const isKnown = /^(?:your|my|the|an?|some|<|\{|\$|x+$|\*+$|\.+$)/i

export async function findTokens(text: string): Promise<readonly SecretSpan[]> {
  const keys = OURS.flatMap((pattern) => spansOf(text, pattern, 'a key'))
  const hex = [...text.matchAll(HEX)].filter(({ 0: found, index }) => CALLED_KEY.test(lineBefore(text, index)) && /\d/.test(found)).map(({ 0: found, index }): SecretSpan => ({ kind: 'a key', from: index, to: index + found.length }))
  const passwords = spansOf(text, IN_ADDRESS, 'a password').filter(({ from, to }) => !isKnown.test(text.slice(from, to)))
  return [...spansOf(text, PEM, 'a private key'), ...keys, ...hex, ...passwords, ...(MAY_HOLD.test(text) ? await secretlint(text) : [])]
}

/** Loaded by the first text that may hold a key: that takes long, and a start reads no text. */
async function secretlint(text: string): Promise<readonly SecretSpan[]> {
  const { lint } = await import('./secretlint.ts')
  return lint(text)
}

function spansOf(text: string, pattern: RegExp, kind: SecretSpan['kind']): readonly SecretSpan[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [from, to] = match.indices?.groups?.['secret'] ?? [match.index, match.index + match[0].length]
    return { kind, from, to }
  })
}

function lineBefore(text: string, index: number): string {
  return text.slice(text.lastIndexOf('\n', index - 1) + 1, index)
}

import type { SecretSpan } from './secrets.ts'

// What a person wrote down as a password: the value after its name, not the sentence about it.

const NAME = /(?:pass(?:words?|w(?:ort|örter)|phrases?|codes?)?|passwd|pwd|pw|pin(?:[ -]?code)?|puk|cvv|cvc|secret|token|api[ _-]?(?:key|token|secret)|access[ _-]?(?:key|token)|secret[ _-]?(?:access[ _-]?)?key|client[ _-]?secret|(?:recovery|backup|unlock|door|gate|alarm|safe|security)[ _-]?codes?|kennwort|contrase[nñ]a|mot de passe|mdp|senha|wachtwoord|has[łl]o|пароль|密码|パスワード)/u.source
const BETWEEN = /(?:[ \t]*\([^)\n]{1,40}\))?["'`*_]*[ \t]*(?<between>:|=|：|\||\bis\b|\bist\b|\best\b|\bes\b)[ \t]*(?<newline>\n[ \t]*)?["'`*_|]*[ \t]*["'`*_]*/u.source
const NAMED = new RegExp(String.raw`(?<![\p{L}\p{N}])${NAME}(?![\p{L}\p{N}])${BETWEEN}(?<value>[^\s"'|\x60]+)`, 'giu')
const SEED_PHRASE = /(?:seed|recovery|mnemonic|backup|wallet)[ _-]?(?:phrase|words?|seed)?["'`*_]*[ \t]*[:=][ \t]*\n?[ \t]*["'`*_]*(?<value>(?:[a-z]{3,8}[ \t,]+){11,23}[a-z]{3,8})/gi
const NO_VALUE = /^(?:none|null|nil|undefined|true|false|yes|no|n\/a|na|tbd|todo|required|optional|unknown|empty|blank|hidden|redacted|changed|reset|forgotten|lost|same|see|ask|string|text|int|bool(?:ean)?|number|any|bearer|basic|here|below|above|manager|protected|password|passwort|secret|token|…|\.+|x+|\*+|•+|-+|_+)$/i
const PLACEHOLDER = /^(?:<|\{|\$|%|\[|\(|https?:|www\.|process\.env|os\.environ|env\.|your[-_]|my[-_](?:password|token|secret|key)|#|!|@|\/)/i
/** A call, or a name with dots. */
const CODE = /\(|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/
const NO_PASSWORD = /^(?:\d{1,2}[:.]\d\d(?:am|pm)?|\d{4}-\d\d.*|\d+[a-z%€$]?|\d+(?:st|nd|rd|th)|\d+[-–]\d+|[\w.-]+\.(?:md|ts|js|py|json|html?|com|org|net|io|de))$/i

export function findPasswords(text: string): readonly SecretSpan[] {
  return [...[...text.matchAll(NAMED)].filter((match) => isPassword(match, text)), ...text.matchAll(SEED_PHRASE)].map((match): SecretSpan => {
    const value = match.groups!['value']!.replace(/[*_.,;)\]]+$/, '')
    const from = match.index + match[0].lastIndexOf(match.groups!['value']!)
    return { kind: 'a password', from, to: from + value.length }
  })
}

/** "password: hunter2" is one; "the secret is patience" and "token: a unit of text" are not. */
function isPassword({ 0: all, index, groups }: RegExpExecArray | RegExpMatchArray, text: string): boolean {
  const value = groups!['value']!.replace(/[*_.,;)\]]+$/, '')
  const name = all.trimStart()
  if (/^(?:pin|puk)/i.test(name)) return /^\d(?:[ -]?\d){3,7}$/.test(value)
  if (/^cv[vc]/i.test(name)) return /^\d{3,4}$/.test(value)
  if (/codes?/i.test(all) && /^\d{4,10}#?$/.test(value)) return true
  if (CODE.test(value) || (/^(?:is|ist|est|es)$/i.test(groups!['between']!) && !/\d/.test(value))) return false
  if (value.length < 4 || NO_VALUE.test(value) || PLACEHOLDER.test(value) || NO_PASSWORD.test(value)) return false
  if (isStrong(value)) return groups!['newline'] === undefined || isAlone(text, index! + all.length)
  // A word alone after "password:" is one, whatever it says; after other names it would be prose.
  return /^(?:pass|pwd|pw\b|kennwort|contrase|mot de|mdp|senha|wacht|has|пароль|密码|パスワード)/i.test(name) && /[:=：]/.test(groups!['between']!) && groups!['newline'] === undefined && value.length >= 5 && isAlone(text, index! + all.length)
}

const isStrong = (value: string): boolean => value.length >= 5 && /\d/.test(value) || value.length >= 8 && /[a-z][A-Z]|[!$%^&+=?#@~]/.test(value)

/** Nothing but marks follows on the line. */
const isAlone = (text: string, index: number): boolean => /^["'`*_|.,;) \t]*(?:\n|$)/.test(text.slice(index, index + 40))

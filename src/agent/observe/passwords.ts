import type { SecretSpan } from './secrets.ts'

// What a person wrote down as a password: the value after its name, not the sentence about it.

const NAME = /(?:pass(?:words?|w(?:ort|örter)|phrases?|codes?)?|passwd|pwd|pw|pin(?:[ -]?code)?|puk|cvv|cvc|secret|token|api[ _-]?(?:key|token|secret)|access[ _-]?(?:key|token)|secret[ _-]?(?:access[ _-]?)?key|client[ _-]?secret|(?:recovery|backup|unlock|door|gate|alarm|safe|security|lock)[ _-]?(?:codes?|combination)|psk|(?:wi-?fi|wlan|network)[ _-]?(?:key|schlüssel)|netzwerkschlüssel|kennwort|contrase[nñ]a|(?<!palabra )clave|mot de passe|mdp|senha|wachtwoord|has[łl]o|lösenord|adgangskode|passord|salasana|[şs]ifre|heslo|jelszó|lozinka|parolă|пароль|密码|密碼|パスワード|비밀번호)/u.source
/** "for the bank:", "di rete:" */
const OF_WHAT = /(?:[ \t]+(?:for|of|to|on|at|für|fürs|vom|von|zum|der|des|de|del|della|di|du|pour|para|van|voor|til|för|от|для)[ \t]+[^\n:=|]{1,40}?)/u.source
const BETWEEN = /(?:[ \t]*\([^)\n]{1,40}\))?["'`*_]*[ \t]*(?<between>:|=|：|\||→|->|[是为為は]|\bis\b|\bwas\b|\bist\b|\bwar\b|\blautet\b|\best\b|\bes\b|\bera\b|\bär\b)[ \t]*(?<newline>\n[ \t]*)?(?:["'`*_|]+(?:[ \t]+["'`*_]*)?)?/u.source
const NAMED = new RegExp(String.raw`(?<![\p{L}\p{N}])${NAME}(?:(?![\p{L}\p{N}])|(?=[是为為は]))(?:${OF_WHAT}(?=[ \t]*(?:is|ist|est|es)\b|["'\x60*_]*[ \t]*[:=：]))?${BETWEEN}(?<value>[^\s"'|\x60]+)`, 'giu')
const SEED_PHRASE = /(?:seed|recovery|mnemonic|backup|wallet)[ _-]?(?:phrase|words?|seed)?["'`*_]*[ \t]*[:=][ \t]*\n?[ \t]*["'`*_]*(?<value>(?:[a-z]{3,8}[ \t,]+){11,23}[a-z]{3,8})/gi
const BACKUP_CODES = /\b(?:backup|recovery|rescue|emergency|wiederherstellungs|notfall)[ _-]?codes?["'`*_]*[ \t]*[:=]?[\s*•-]{1,8}(?<value>(?:(?=[\w-]{0,17}\d)[\w-]{4,17}(?:[\s,;•]|[ \t]-[ \t]){1,6}(?:[-*][ \t]+)?){1,19}(?=[\w-]{0,17}\d)[\w-]{4,17}(?![\w-]))/gi
/** The name says enough where it stands in capitals right before the number. */
const PIN = /\b(?:PIN|PUK)[ \t]+(?<value>\d{4,8})(?![\d.,:/-]|[ \t]*\p{L})|\bCV[VC]2?[ \t]+(?<value2>\d{3,4})(?!\d)/gu
/** "mot de passe wifi : …": something stands between, so the value has to look like one. */
const WITH_WORDS = /(?<![\p{L}\p{N}])(?:pass(?:wor[dt]|code)?|pwd|pw|kennwort|contrase[nñ]a|clave|mot de passe|mdp|senha|wachtwoord|hasło|heslo|lösenord|пароль)(?:[ \t-]+(?!(?:hint|policy|rules?|length|strength|manager|reset|requirements?)\b)\p{L}[\p{L}\d-]{0,20}){1,3}[ \t]*[:=：][ \t]*["'`*]{0,3}(?<value>(?=\S*\d)(?=\S*\p{L})[^\s"'`*|,;]{6,64})/giu
const QUOTED = /(?<![\p{L}\p{N}])(?:pass(?:wor[dt]|code|phrase)?|pwd|pw|kennwort|contrase[nñ]a|mot de passe|senha|wachtwoord|hasło|heslo|lösenord|пароль)[ \t]*(?:\b(?:is|was|ist|est|es)\b|[:=])?[ \t]*["“„«](?<value>[^\s"”“»]{4,64})["”“»]/giu
const AFTER_ADDRESS = /[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}[ \t]?[:/|][ \t]?(?<value>(?=\S*\d)(?=\S*(?:[a-z]\S*[A-Z]|[A-Z]\S*[a-z]|[!$%^&+=?#~]))[^\s"'`|/]{6,64})/g
const DOOR_CODE = /(?<!\p{L})(?:gate|door|alarm|entry|access|unlock|lock(?:er)?|garage|safe|zugangs|tür|tor|haus|alarm|schließfach)[ -]?codes?[ \t]*[:=]?[ \t]*#?(?<value>\d{4,10})(?![\d.,-]|[ \t]*\p{L})/giu
const LOGIN = /\b(?:log-?in|zugang|zugangsdaten|credentials|account|konto)\b[ \t]*[:=][ \t]*\S{2,60}[ \t]+\/[ \t]+(?<value>[^\s"'|]+)/gi
const PASSPHRASE = /\bpass ?phrase["'`*_]*[ \t]*[:=][ \t]*["'`*_]*(?<value>[a-z]{3,12}(?:[ -][a-z]{3,12}){2,9})["'`*_.]*[ \t]*$/gim
const OF_PROSE = /\b(?:the|and|you|your|that|for|with|which|used|see|not|any|from|are|was|can)\b/i
const NO_VALUE = /^(?:none|null|nil|undefined|true|false|yes|no|n\/a|na|tbd|todo|required|optional|unknown|empty|blank|hidden|redacted|changed|reset|forgotten|lost|same|see|ask|string|text|int|bool(?:ean)?|number|any|bearer|basic|here|below|above|manager|protected|password|passwort|secret|token|…|\.+|x+|\*+|•+|-+|_+)$/i
const PLACEHOLDER = /^(?:<|\{|\$|%|\[|\(|https?:|www\.|process\.env|os\.environ|env\.|your[-_]|my[-_](?:password|token|secret|key)|#|!|@|\/)/i
/** A call, or a name with dots. */
const CODE = /\(|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/
const NO_PASSWORD_BUT_DIGITS = /^\d{1,2}[:.]\d\d|^[\w.-]+\.(?:md|ts|js|py|json|html?|com|org|net|io|de)$/i
const NO_PASSWORD = /^(?:\d{1,2}[:.]\d\d(?:am|pm)?|\d{4}-\d\d(?:\D.*)?|\d+[a-z%€$]?|\d+(?:st|nd|rd|th)|\d+[-–]\d+|[\w.-]+\.(?:md|ts|js|py|json|html?|com|org|net|io|de))$/i

export function findPasswords(text: string): readonly SecretSpan[] {
  const named = [...text.matchAll(NAMED)].filter((match) => isPassword(match, text))
  const logins = [...text.matchAll(LOGIN)].filter(({ groups }) => isStrong(groups!['value']!) && !NO_PASSWORD.test(groups!['value']!) && !PLACEHOLDER.test(groups!['value']!))
  const phrases = [...text.matchAll(PASSPHRASE)].filter(({ groups }) => !OF_PROSE.test(groups!['value']!))
  const loose = [WITH_WORDS, QUOTED, AFTER_ADDRESS, DOOR_CODE].flatMap((pattern) => [...text.matchAll(pattern)]).filter(({ groups }) => ![NO_VALUE, PLACEHOLDER, CODE, NO_PASSWORD_BUT_DIGITS].some((other) => other.test(groups!['value']!)))
  return [...named, ...logins, ...phrases, ...loose, ...text.matchAll(SEED_PHRASE), ...text.matchAll(BACKUP_CODES), ...text.matchAll(PIN)].map((match): SecretSpan => {
    const found = match.groups!['value'] ?? match.groups!['value2']!
    const value = found.replace(/[*_.,;)\]]+$/, '')
    const from = match.index + match[0].lastIndexOf(found)
    return { kind: 'a password', from, to: from + value.length }
  })
}

/** "password: hunter2" is one; "the secret is patience" and "token: a unit of text" are not. */
function isPassword({ 0: all, index, groups }: RegExpExecArray | RegExpMatchArray, text: string): boolean {
  const value = groups!['value']!.replace(/[*_.,;)\]]+$/, '')
  const name = all.trimStart()
  if (/^(?:pin|puk)/i.test(name)) return /^\d(?:[ -]?\d){3,7}$/.test(value)
  if (/^cv[vc]/i.test(name)) return /^\d{3,4}$/.test(value)
  if (/codes?|combination/i.test(all) && /^(?:\d{4,10}#?|\d{1,4}(?:-\d{1,4}){2,})$/.test(value)) return true
  if (CODE.test(value) || (/^(?:is|was|ist|war|lautet|est|es|era|är)$/i.test(groups!['between']!) && !/\d/.test(value))) return false
  if (value.length < 4 || NO_VALUE.test(value) || PLACEHOLDER.test(value) || NO_PASSWORD.test(value)) return false
  if (isStrong(value)) return groups!['newline'] === undefined || isAlone(text, index! + all.length)
  // A word alone after "password:" is one, whatever it says; after other names it would be prose.
  return /^(?:pass|pwd|pw\b|kennwort|contrase|mot de|mdp|senha|wacht|has[łl]|lösen|adgang|salas|[şs]ifre|heslo|jelsz|lozin|parolă|пароль|密码|密碼|パスワード|비밀번호)/i.test(name) && /[:=：]/.test(groups!['between']!) && groups!['newline'] === undefined && value.length >= 5 && isAlone(text, index! + all.length)
}

const isStrong = (value: string): boolean => value.length >= 5 && /\d/.test(value) || value.length >= 8 && /[a-z][A-Z]|[!$%^&+=?#@~]/.test(value)

/** Nothing but marks follows on the line. */
const isAlone = (text: string, index: number): boolean => /^["'`*_|.,;) \t]*(?:\n|$)/.test(text.slice(index, index + 40))

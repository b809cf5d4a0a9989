import { AppError } from '../contract/index.ts'
import { NetworkFailure } from '../network/failure.ts'
import type { Network, NetworkAnswer } from '../network/network.ts'
import { isLoopback } from '../network/proxy.ts'
import { linkedSha256, publishedSha256 } from './download/judge.ts'

/** Where models come from, unless the person names a mirror of it. */
export const HUB = 'https://huggingface.co'

/** A file of a repository on the hub; `revision` is a commit, or the name of a branch where nothing tells the commit. */
export type HubFile = Readonly<{ repository: string; revision: string; file: string }>
/** What the hub says of it; `sha256` is what the file is compared with. */
export type Published = HubFile & Readonly<{ size: number; sha256: string }>

const WHAT = 'a model'
const MOST_REDIRECTS = 5
const PART_OF_MANY = /-\d{5}-of-\d{5}\.gguf$/i
const FORM = 'Give it as OWNER/REPOSITORY/FILE.gguf, or as the address of its page.'

/** The address of a mirror as it is kept, without a slash at its end. Error: INPUT_INVALID. What is fetched is compared anyway; without encryption others would see what is asked for. */
export function checkHub(text: string): string {
  const bad = (why: string): AppError => new AppError('INPUT_INVALID', `${JSON.stringify(text)} is no address of a mirror: ${why}. Give it as https://mirror.example.`)
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw bad('it does not begin with https://')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw bad('without encryption (http://) only this computer itself can be one')
  if (url.username + url.password !== '') throw bad('it holds a name or a password, which would be kept and shown')
  if (url.search + url.hash !== '') throw bad('nothing may stand behind its path')
  return url.href.replace(/\/+$/, '')
}

/** Where a file lies: on the hub, or on a mirror of it. */
export function addressOf({ repository, revision, file }: HubFile, hub: string = HUB): string {
  const path = [...repository.split('/'), 'resolve', revision, ...file.split('/')].map(encodeURIComponent).join('/')
  return `${hub.replace(/\/+$/, '')}/${path}`
}

/** Reads "owner/repository/file.gguf" and the addresses that the hub shows for a file. Errors: INPUT_INVALID, MODEL_REFUSED for a part of a model. */
export function readHubFile(text: string, hub: string = HUB): HubFile {
  const bad = (why: string): AppError => new AppError('INPUT_INVALID', `${JSON.stringify(text)} is no file of the hub: ${why}. ${FORM}`)
  const given = text.trim()
  const place = URL.canParse(given) ? new URL(given) : null
  const base = [hub, HUB].map((each) => new URL(`${each.replace(/\/+$/, '')}/`)).find((each) => place !== null && place.origin === each.origin && place.pathname.startsWith(each.pathname))
  if (place && !base) throw bad(`${place.host || 'that'} is not the hub, which is ${new URL(hub).host}`)
  const names = (place ? place.pathname.slice(base!.pathname.length) : given).split('/').filter(Boolean).map(decoded)
  const [owner, name, kind, revision] = names
  const isPage = kind === 'resolve' || kind === 'blob'
  const file = names.slice(isPage ? 4 : 2).join('/')
  if (names.some((each) => each === '' || each === '.' || each === '..' || /[\p{Cc}\\?#]/u.test(each))) throw bad('a part of it is no name')
  if (!owner || !name || file === '') throw bad('it names no file of a repository')
  if (!/\.gguf$/i.test(file)) throw bad(`${JSON.stringify(file)} is no GGUF`)
  if (PART_OF_MANY.test(file)) throw new AppError('MODEL_REFUSED', `${file} is one of several parts, and Tacit reads models of one file. Choose one that is whole.`)
  return { repository: `${owner}/${name}`, revision: isPage ? revision! : 'main', file }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    // A stray % is no name.
    return ''
  }
}

/** Asks the hub for the size, the commit and the SHA-256 of a file; nothing of the file itself is fetched. Errors: NOT_FOUND, DOWNLOAD_FAILED, NETWORK_OFF. */
export async function lookUp(network: Pick<Network, 'send'>, file: HubFile, hub: string): Promise<Published> {
  const failed = (why: string): AppError => new AppError('DOWNLOAD_FAILED', why, { data: { ...file } })
  let address = addressOf(file, hub)
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const { host } = new URL(address)
    using answer = await network.send({ url: address, what: WHAT, method: 'HEAD', headers: { accept: '*/*', 'accept-encoding': 'identity' } }).catch((thrown: unknown) => {
      throw thrown instanceof NetworkFailure ? failed(thrown.message) : thrown
    })
    const found = publishedIn(answer)
    if (found !== null) return { ...file, revision: commitOf(answer) ?? file.revision, ...found }
    if (answer.location !== null) {
      if (new URL(answer.location).origin !== new URL(address).origin) throw failed(`${host} leads to ${new URL(answer.location).host} without saying what SHA-256 the file has, so nothing could be compared. Download it yourself and add the file.`)
      address = answer.location
      continue
    }
    if (answer.status === 404) throw new AppError('NOT_FOUND', `${host} has no ${file.file} in ${file.repository} (404). Look whether both are written as there.`)
    if (answer.status === 401 || answer.status === 403) throw failed(`${host} gives ${file.repository} only to those who have signed in (${answer.status}). Download it yourself and add the file.`)
    if (answer.status >= 200 && answer.status < 300) throw failed(`${host} publishes no SHA-256 of ${file.file}, so nothing could be compared. Download it yourself and add the file.`)
    throw failed(`${host} answered with ${answer.status}, so nothing is known of ${file.file}. Try again later.`)
  }
  throw failed(`${new URL(address).host} leads on and on (more than ${MOST_REDIRECTS} times).`)
}

function publishedIn({ status, headers }: NetworkAnswer): Pick<Published, 'size' | 'sha256'> | null {
  const isHere = status >= 200 && status < 300
  const sha256 = linkedSha256(headers) ?? (isHere ? publishedSha256(headers) : null)
  const size = Number(headers['x-linked-size'] ?? (isHere ? headers['content-length'] : undefined))
  return sha256 !== null && status < 400 && Number.isSafeInteger(size) && size > 0 ? { sha256, size } : null
}

const commitOf = ({ headers }: NetworkAnswer): string | null => /^[0-9a-f]{40}$/.exec(headers['x-repo-commit'] ?? '')?.[0] ?? null

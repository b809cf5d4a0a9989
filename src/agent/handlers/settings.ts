import type { Finding, Handlers } from '../contract/index.ts'
import type { Deck } from '../loop/deck.ts'
import type { Parts } from '../loop/parts.ts'
import { readSettings, writeSettings } from '../loop/settings.ts'
import { checkHub } from '../model/hub.ts'
import { networkFinding } from './network.ts'

type Names = 'app.status' | 'app.doctor' | 'settings.get' | 'settings.set' | 'host.set'

export function settingsHandlers(parts: Parts, deck: Deck, natives: readonly Finding[], modelFindings: () => Promise<readonly Finding[]>): Pick<Handlers, Names> {
  const { store, mind, announcer, models } = parts

  return {
    'app.status': () => deck.status(),
    'app.doctor': async () => [...natives, await storeFinding(parts), ...sourceFindings(parts), ...(await modelFindings()), ...serverFindings(parts), { part: 'Sorting texts', ok: true, text: parts.deciding.line(), fix: null }, networkFinding(parts.network)],
    'settings.get': () => readSettings(store),
    'settings.set': async ({ chatModel, embedder, ...others }) => {
      const changes = others.hubAddress === undefined ? others : { ...others, hubAddress: checkHub(others.hubAddress) }
      if (chatModel !== undefined) await models.choose('chat', chatModel)
      if (embedder !== undefined) await models.choose('embed', embedder)
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
      const settings = await writeSettings(store, given)
      if (changes.channelsOff !== undefined) await mind.rebuild()
      if (changes.hubAddress !== undefined) models.changed()
      announcer.announce('settings', settings)
      announcer.announce('status', deck.status())
      return settings
    },
    // Whom it concerns, the network and writing, is told on the way here.
    'host.set': () => ({}),
  }
}

async function storeFinding({ store }: Parts): Promise<Finding> {
  const passages = await store.memories.count()
  const text = `${store.ledger.size} rows of evidence, ${store.proposals.size} proposals and ${passages} passages in ${store.home}.`
  return { part: 'Store', ok: true, text: [text, ...store.reports].join(' '), fix: null }
}

function serverFindings({ servers }: Parts): readonly Finding[] {
  const finding = servers.finding()
  return finding === null ? [] : [finding]
}

function sourceFindings({ reading }: Parts): readonly Finding[] {
  return reading.list().map(({ name, path, state, message, notes }) => ({
    part: `Source ${name}`,
    ok: state !== 'missing' && state !== 'failed',
    text: `${path}: ${state}, ${notes} notes.${message ? ` ${message}` : ''}`,
    fix: state === 'missing' ? 'Connect the disk or move the folder back, then read it again.' : null,
  }))
}

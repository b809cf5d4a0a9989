import { useEffect, useState } from 'react'
import type { Card } from '../../../agent/contract/index.ts'
import { client } from '../../api.ts'
import { go } from '../../stores/address.ts'
import { say } from '../../stores/announcer.ts'
import { toRequestError } from '../../request-error.ts'
import { longDay } from '../../words/dates.ts'
import type { Command } from './command.ts'

const MOST = 200

/** The newest cards that were shown, by their own words; read once, as the palette opens. */
export function useProposalCommands(): readonly Command[] {
  const [cards, setCards] = useState<readonly Card[]>([])
  useEffect(() => {
    let isCurrent = true
    client.request('proposals.list', { limit: MOST }).then(
      (listed) => isCurrent && setCards(listed.map(({ card }) => card)),
      (thrown: unknown) => isCurrent && say(toRequestError(thrown).message),
    )
    return () => {
      isCurrent = false
    }
  }, [])
  return cards.map(({ id, text, other, sealedAt }) => ({
    id: `proposal/${id}`,
    group: 'Go to',
    icon: 'today',
    label: other === null ? text : `${text} · ${other}`,
    hint: sealedAt > 0 ? `Card of ${longDay(sealedAt)}` : 'Card',
    run: () => go('today', 'proposal', id),
  }))
}

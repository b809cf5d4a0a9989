import { Fragment } from 'react'
import type { Answer, Move } from '../../../agent/contract/index.ts'
import { useIsSetUp } from '../../stores/app.ts'
import { formatAddress } from '../../words/address.ts'
import { signed } from '../../words/numbers.ts'
import { nothingMoved, noun, shownMoves } from '../../words/opened.ts'

/** What an answer changed: the two largest moves, each toward the pole that gained. */
export function Moves({ moves, answer }: Readonly<{ moves: readonly Move[]; answer: Answer }>) {
  const isLinked = useIsSetUp()
  const { shown, more } = shownMoves(moves)
  if (shown.length === 0) return <>{nothingMoved(answer)}</>
  return (
    <>
      Because of this {noun(answer)}:{' '}
      {shown.map((move, index) => (
        <Fragment key={move.axisId}>
          {index > 0 && ', '}
          {move.pole} <b className="tacit">{signed(move.by)}</b>
        </Fragment>
      ))}
      {more > 0 && (
        <>
          , and <span className="together">{isLinked ? <a href={formatAddress('you')}>{more} more</a> : `${more} more`}</span>
        </>
      )}
    </>
  )
}

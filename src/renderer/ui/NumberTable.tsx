import type { ReactNode } from 'react'

type Row = Readonly<{ key: string | number; name: ReactNode; figures: readonly (string | number)[] }>
type Props = Readonly<{ caption: string; heads: readonly [name: string, ...figures: string[]]; rows: readonly Row[] }>

/** A chart as numbers: what each line is of, then its figures. */
export function NumberTable({ caption, heads: [name, ...heads], rows }: Props) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          {heads.map((head) => (
            <th key={head} scope="col" className="num">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>{row.name}</td>
            {heads.map((head, index) => (
              <td key={head} className="num">
                {row.figures[index]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

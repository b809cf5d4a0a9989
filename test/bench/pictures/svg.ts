// Pictures by hand: a few elements, one style sheet for light and dark, and scales from d3.

/** Of a scale of d3, what an axis needs. */
export type Scale = ((value: number) => number) & Readonly<{ range: () => number[] }>

/** t: Tacit's estimates; p: what the person is or said; every size of text is 12 px or more. */
const STYLE = `
  .paper { fill: #fbfaf7 } .ink { fill: #22262a } .soft { fill: #5b636a } .t { fill: #0f6b6f } .p { fill: #b5651d }
  .rule { stroke: #dedbd3 } .mid { stroke: #8d949a } .t-line { stroke: #0f6b6f } .p-line { stroke: #b5651d } .ink-line { stroke: #22262a } .soft-line { stroke: #5b636a } .paper-line { stroke: #fbfaf7 }
  text { font: 12.5px Inter, system-ui, "Segoe UI", Helvetica, Arial, sans-serif } .head { font-weight: 600; font-size: 13.5px } .axis { font-size: 12px }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #15181a } .ink { fill: #eae7e1 } .soft { fill: #a4abb0 } .t { fill: #6fc7c4 } .p { fill: #e0a84f }
    .rule { stroke: #31373a } .mid { stroke: #737b81 } .t-line { stroke: #6fc7c4 } .p-line { stroke: #e0a84f } .ink-line { stroke: #eae7e1 } .soft-line { stroke: #a4abb0 } .paper-line { stroke: #15181a }
  }`

const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const shown = (value: string | number): string => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : escaped(value))

type Attributes = Readonly<Record<string, string | number>>

export const element = (name: string, attributes: Attributes, content = ''): string => {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${shown(value)}"`).join('')
  return content === '' ? `<${name}${listed}/>` : `<${name}${listed}>${content}</${name}>`
}

export const text = (x: number, y: number, words: string, className = 'soft', anchor: 'start' | 'middle' | 'end' = 'start', more: Attributes = {}): string =>
  element('text', { x, y, class: className, 'text-anchor': anchor, ...more }, escaped(words))

export const line = (x1: number, y1: number, x2: number, y2: number, className = 'rule', more: Attributes = {}): string =>
  element('line', { x1, y1, x2, y2, class: className, ...more })

export const path = (d: string | null, className: string, more: Attributes = {}): string => element('path', { d: d ?? '', class: className, ...more })

export const curve = (d: string | null, className: string, more: Attributes = {}): string => path(d, className, { fill: 'none', 'stroke-width': 2, 'stroke-linejoin': 'round', ...more })

export const dot = (x: number, y: number, r: number, className: string, more: Attributes = {}): string => element('circle', { cx: x, cy: y, r, class: className, ...more })

export const box = (x: number, y: number, width: number, height: number, className: string, more: Attributes = {}): string => element('rect', { x, y, width, height, class: className, ...more })

/** A reader of the page hears `title` and `description`. */
export const page = (width: number, height: number, title: string, description: string, ...body: readonly string[]): string =>
  `${element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img' },
    `\n${[`<title>${escaped(title)}</title>`, `<desc>${escaped(description)}</desc>`, `<style>${STYLE}\n</style>`, box(0, 0, width, height, 'paper', { rx: 6 }), ...body].join('\n')}\n`,
  )}\n`

type AxisOptions = Readonly<{ title: string; ticks: readonly number[]; format?: (value: number) => string }>

/** A horizontal axis at the height `y`, its grid reaching up to `top`. */
export const below = (x: Scale, y: number, top: number, { title, ticks, format = String }: AxisOptions): string => {
  const [left, right] = x.range() as [number, number]
  const marks = ticks.flatMap((tick) => [line(x(tick), y, x(tick), top), text(x(tick), y + 17, format(tick), 'soft axis', 'middle')])
  return [...marks, line(left, y, right, y, 'mid'), text((left + right) / 2, y + 37, title, 'soft', 'middle')].join('\n')
}

/** A vertical axis at `x`, its grid reaching to `right`; the title stands above it. */
export const beside = (y: Scale, x: number, right: number, { title, ticks, format = String }: AxisOptions): string => {
  const top = Math.min(...y.range())
  const marks = ticks.flatMap((tick) => [line(x, y(tick), right, y(tick)), text(x - 8, y(tick) + 4, format(tick), 'soft axis', 'end')])
  return [...marks, text(x - 44, top - 17, title, 'soft')].join('\n')
}

export const percent = (value: number): string => `${Math.round(100 * value)} %`
/** With a true minus sign, and a plus where it matters. */
export const points = (value: number): string => (value < 0 ? `−${-value}` : value > 0 ? `+${value}` : '0')

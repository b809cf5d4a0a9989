const STYLES = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor'] as const
const PADDING = 20
const LEFT = 44
const TITLE = 34
const SHARPNESS = 2
const SVG = 'http://www.w3.org/2000/svg'

/** A chart as a picture of its own: with its finding above it, the colours as they are seen, and its sentence for who cannot see it. */
export function pictureOf(chart: SVGSVGElement, title: string): Readonly<{ svg: string; width: number; height: number }> {
  const { width, height } = chart.getBoundingClientRect()
  const outer = { width: Math.ceil(width) + LEFT + PADDING, height: Math.ceil(height) + TITLE + 2 * PADDING }
  const root = document.createElementNS(SVG, 'svg')
  set(root, { xmlns: SVG, width: outer.width, height: outer.height, viewBox: `0 0 ${outer.width} ${outer.height}`, role: 'img' })
  const name = document.createElementNS(SVG, 'title')
  name.textContent = chart.getAttribute('aria-label') ?? title
  const ground = document.createElementNS(SVG, 'rect')
  const page = getComputedStyle(chart.closest('main') ?? document.body)
  set(ground, { width: '100%', height: '100%', fill: page.backgroundColor })
  const heading = document.createElementNS(SVG, 'text')
  set(heading, { x: LEFT, y: PADDING + 12, fill: page.color, 'font-family': page.fontFamily, 'font-size': 14, 'font-weight': 600 })
  heading.textContent = title
  const drawn = chart.cloneNode(true) as SVGSVGElement
  copyStyles(chart, drawn)
  drawn.removeAttribute('role')
  drawn.removeAttribute('class')
  set(drawn, { x: LEFT, y: PADDING + TITLE, width, height, overflow: 'visible' })
  root.append(name, ground, heading, drawn)
  return { svg: new XMLSerializer().serializeToString(root), ...outer }
}

/** The same as pixels, in base64. */
export async function pixelsOf({ svg, width, height }: ReturnType<typeof pictureOf>): Promise<string> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * SHARPNESS
  canvas.height = height * SHARPNESS
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/png').split(',')[1]!
}

function copyStyles(from: Element, to: Element): void {
  const seen = getComputedStyle(from)
  if (from.tagName !== 'svg' && from.tagName !== 'g') for (const style of STYLES) to.setAttribute(style, seen.getPropertyValue(style))
  to.removeAttribute('class')
  for (const [index, child] of [...from.children].entries()) copyStyles(child, to.children[index]!)
}

function set(element: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
}

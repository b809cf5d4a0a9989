import type { Page } from '@playwright/test'

// What a person would see as broken: a page that scrolls sideways, text that is cut off or spills out of its box, two things in one place.
const LOOK = `(() => {
  const found = []
  const wide = document.documentElement.clientWidth
  const name = (element) => element.tagName.toLowerCase() + '.' + String(element.getAttribute('class') ?? '').slice(0, 40) + ' “' + element.textContent.trim().slice(0, 40) + '”'
  if (document.documentElement.scrollWidth > wide) found.push('the page is ' + document.documentElement.scrollWidth + ' wide in ' + wide)
  const main = document.querySelector('main')
  if (main.scrollWidth > main.clientWidth) found.push('the place is ' + main.scrollWidth + ' wide in ' + main.clientWidth)
  const scrolls = (element) => {
    for (let each = element; each && each !== main; each = each.parentElement) if (['auto', 'scroll'].includes(getComputedStyle(each).overflowX)) return true
    return false
  }
  // A foot that stays in sight lies over what scrolls under it.
  const floats = (element) => {
    for (let each = element; each && each !== main; each = each.parentElement) if (getComputedStyle(each).position === 'sticky') return true
    return false
  }
  const hasOwnText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')
  const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest('.sr, svg')
  const texts = [...document.body.querySelectorAll('*')].filter((element) => hasOwnText(element) && isSeen(element))
  // The lines of an element's own text, as far as what holds it shows them.
  const lines = (element) => {
    const boxes = [...element.childNodes].flatMap((node) => {
      if (node.nodeType !== 3) return []
      const range = document.createRange()
      range.selectNodeContents(node)
      return [...range.getClientRects()]
    })
    let [left, right, top, bottom] = [-Infinity, Infinity, -Infinity, Infinity]
    for (let each = element; each && each !== main; each = each.parentElement) {
      if (getComputedStyle(each).overflowX === 'visible') continue
      const box = each.getBoundingClientRect()
      left = Math.max(left, box.left); right = Math.min(right, box.right); top = Math.max(top, box.top); bottom = Math.min(bottom, box.bottom)
    }
    return boxes
      .map((box) => ({ left: Math.max(left, box.left), right: Math.min(right, box.right), top: Math.max(top, box.top), bottom: Math.min(bottom, box.bottom) }))
      .filter((box) => box.right - box.left > 1 && box.bottom - box.top > 1)
  }
  const shown = []
  for (const element of texts) {
    const style = getComputedStyle(element)
    const boxes = lines(element)
    const isCut = style.overflowX !== 'visible'
    if (isCut && element.scrollWidth > element.clientWidth + 1 && style.textOverflow !== 'ellipsis' && !scrolls(element)) found.push('cut off: ' + name(element))
    if (!isCut && style.display !== 'inline' && element.scrollWidth > element.clientWidth + 1 && !scrolls(element)) found.push('spills: ' + name(element))
    const cut = element.closest('[class*=status], [class*=peek]') !== null || isCut
    if (!cut && !scrolls(element) && boxes.some(({ left, right }) => right > wide + 1 || left < -1)) found.push('beyond the window: ' + name(element))
    if (main.contains(element) && !scrolls(element) && !isCut && !floats(element)) shown.push({ element, boxes })
  }
  for (let one = 0; one < shown.length; one++) {
    for (let two = one + 1; two < shown.length; two++) {
      const [a, b] = [shown[one], shown[two]]
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue
      if (a.boxes.some((x) => b.boxes.some((y) => Math.min(x.right, y.right) - Math.max(x.left, y.left) > 2 && Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top) > 4))) found.push('one over the other: ' + name(a.element) + ' and ' + name(b.element))
    }
  }
  return [...new Set(found)].slice(0, 12)
})()`

/** What of what the page shows does not fit it. */
export const misfits = (page: Page): Promise<readonly string[]> => page.evaluate(LOOK)

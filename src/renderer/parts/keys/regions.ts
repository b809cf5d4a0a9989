const REGIONS = ['nav[data-region]', 'header[data-region]', 'main', 'footer[data-region]']

/** Moves the focus to the next part of the window (rail, bar, place, status line). */
export function nextRegion(step: 1 | -1): void {
  const regions = REGIONS.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? [])
  if (regions.length === 0) return
  const current = regions.findIndex((region) => region.contains(document.activeElement))
  const region = regions[(current + step + regions.length) % regions.length]!
  if (region.tagName === 'MAIN') region.focus()
  else (region.querySelector<HTMLElement>('[aria-current]') ?? [...region.querySelectorAll<HTMLElement>('button, a')].find((control) => control.checkVisibility()) ?? region).focus()
}

/** Marks the page while the person moves about by keys, and not by pointer. */
export function watchKeys(): void {
  const { dataset } = document.documentElement
  addEventListener('keydown', () => void (dataset.keys = ''), { capture: true })
  addEventListener('pointerdown', () => void delete dataset.keys, { capture: true })
}

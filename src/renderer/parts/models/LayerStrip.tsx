import type { Loaded } from '../../../agent/contract/index.ts'
import { layersWords } from '../../words/models.ts'
import styles from './LayerStrip.module.css'

/** One mark a layer: filled on the GPU, empty on the CPU. */
export function LayerStrip({ layers, isThin = false }: Readonly<{ layers: Loaded['layers']; isThin?: boolean }>) {
  return (
    <span className={styles.layers} role="img" aria-label={`${layersWords(layers)}.`} data-thin={isThin || undefined}>
      {Array.from({ length: layers.of }, (_, index) => (
        <i key={index} className={index < layers.onGpu ? styles.gpu : undefined} />
      ))}
    </span>
  )
}

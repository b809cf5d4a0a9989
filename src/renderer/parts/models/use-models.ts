import { useEffect } from 'react'
import type { Models } from '../../../agent/contract/index.ts'
import { useModels } from '../../stores/models.ts'

/** What is known of models, asked for on arrival; what the machine computes with is tested once where nobody has. */
export function useModelsHere(): Models | null {
  const { models, load, test } = useModels()
  const isTested = models === null || models.hardware.testedAt !== null
  useEffect(() => {
    void load()
  }, [load])
  useEffect(() => {
    if (!isTested) void test()
  }, [isTested, test])
  return models
}

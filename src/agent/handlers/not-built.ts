import { AppError } from '../contract/index.ts'
import type { Handlers } from '../contract/index.ts'

type Names =
  | 'models.test' | 'models.measure'
  | 'models.unload'

const refuse = (): never => {
  throw new AppError('MODEL_NONE', 'Models are not part of this version yet.')
}

export const notBuilt: Pick<Handlers, Names> = {
  'models.test': refuse,
  'models.measure': refuse,
  'models.unload': refuse,
}

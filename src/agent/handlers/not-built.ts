import { AppError } from '../contract/index.ts'
import type { Handlers } from '../contract/index.ts'

type Names =
  | 'models.test' | 'models.download' | 'models.pause' | 'models.cancel' | 'models.measure'
  | 'models.unload'

const refuse = (): never => {
  throw new AppError('MODEL_NONE', 'Models are not part of this version yet.')
}

export const notBuilt: Pick<Handlers, Names> = {
  'models.test': refuse,
  'models.download': refuse,
  'models.pause': refuse,
  'models.cancel': refuse,
  'models.measure': refuse,
  'models.unload': refuse,
}

import type { Settings, Status } from '../../../agent/contract/index.ts'

/** What every section is given. */
export type SectionProps = Readonly<{ status: Status; settings: Settings }>

import type { Command } from './command.ts'
import { belief } from './commands/belief.ts'
import { demo } from './commands/demo.ts'
import { doctor } from './commands/doctor.ts'
import { forget } from './commands/forget.ts'
import { helpFor } from './commands/help.ts'
import { observe } from './commands/observe.ts'
import { profileExport } from './commands/profile-export.ts'
import { propose } from './commands/propose.ts'
import { rate } from './commands/rate.ts'
import { selftest } from './commands/selftest.ts'
import { serve } from './commands/serve.ts'
import { sources } from './commands/sources.ts'
import { undo } from './commands/undo.ts'
import { why } from './commands/why.ts'
import { write } from './commands/write.ts'

export const commands: readonly Command[] = [
  serve, observe, sources, forget, propose, rate, write, undo, belief, why, selftest, profileExport, doctor, demo, helpFor(() => commands),
]

import type { Command } from './command.ts'
import { audit } from './commands/audit.ts'
import { backupList, backupMake, backupRestore } from './commands/backup.ts'
import { belief } from './commands/belief.ts'
import { demo } from './commands/demo.ts'
import { doctor } from './commands/doctor.ts'
import { modelsCancel, modelsDownload, modelsFind, modelsHub, modelsPause } from './commands/downloads.ts'
import { erase } from './commands/erase.ts'
import { exclude, exclusions, exclusionsRemove } from './commands/exclude.ts'
import { forget } from './commands/forget.ts'
import { helpFor } from './commands/help.ts'
import { models, modelsAdd, modelsChoose, modelsMeasure, modelsRemove, modelsTest, modelsUnload } from './commands/models.ts'
import { network } from './commands/network.ts'
import { observe } from './commands/observe.ts'
import { principles, principlesAdd, principlesKeep, principlesRemove } from './commands/principles.ts'
import { profileExport } from './commands/profile-export.ts'
import { profileDiff, profileImport, profileTakeBack } from './commands/profile-import.ts'
import { propose } from './commands/propose.ts'
import { quiet } from './commands/quiet.ts'
import { rate } from './commands/rate.ts'
import { search } from './commands/search.ts'
import { selftest } from './commands/selftest.ts'
import { serve } from './commands/serve.ts'
import { modelsServer } from './commands/server.ts'
import { sources, sourcesPause, sourcesRead, sourcesRemove, sourcesResume, sourcesUses } from './commands/sources.ts'
import { threads, threadsCorrect } from './commands/threads.ts'
import { undo } from './commands/undo.ts'
import { why } from './commands/why.ts'
import { write } from './commands/write.ts'

export const commands: readonly Command[] = [
  serve, observe, sources, sourcesUses, sourcesPause, sourcesResume, sourcesRead, sourcesRemove, exclude, exclusions, exclusionsRemove, forget, search, threads, threadsCorrect, audit,
  models, modelsTest, modelsAdd, modelsChoose, modelsFind, modelsDownload, modelsPause, modelsCancel, modelsMeasure, modelsUnload, modelsRemove, modelsHub, modelsServer, network,
  propose, rate, write, undo, belief, why, quiet, principles, principlesAdd, principlesRemove, principlesKeep, selftest, profileExport, profileImport, profileTakeBack, profileDiff,
  backupList, backupMake, backupRestore, erase, doctor, demo, helpFor(() => commands),
]

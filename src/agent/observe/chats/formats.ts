import { aiStudio } from './formats/ai-studio.ts'
import { aider } from './formats/aider.ts'
import { chatgpt } from './formats/chatgpt.ts'
import { claude } from './formats/claude.ts'
import { claudeCode } from './formats/claude-code.ts'
import { codex } from './formats/codex.ts'
import { geminiActivity } from './formats/gemini-activity.ts'
import { geminiCli } from './formats/gemini-cli.ts'
import { geminiPage } from './formats/gemini-page.ts'
import { messageRecords, messagesEntry } from './formats/generic.ts'
import { headings } from './formats/headings.ts'
import { jan } from './formats/jan.ts'
import { librechat } from './formats/librechat.ts'
import { llmLogs } from './formats/llm-logs.ts'
import { lmStudio } from './formats/lm-studio.ts'
import { openWebui } from './formats/open-webui.ts'
import { specstory } from './formats/specstory.ts'
import type { ChatFormat } from './types.ts'

/** Every format that can be read, the particular before the general. The next one is a file in `formats/` and a line here. */
export const FORMATS: readonly ChatFormat[] = [
  chatgpt,
  claude,
  claudeCode,
  openWebui,
  librechat,
  codex,
  geminiCli,
  aiStudio,
  geminiActivity,
  jan,
  lmStudio,
  llmLogs,
  messagesEntry,
  messageRecords,
  geminiPage,
  aider,
  specstory,
  headings,
]

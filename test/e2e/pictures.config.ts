import { defineConfig } from '@playwright/test'
import tests from './playwright.config.ts'

/** Pictures of every place, taken of the real app. */
export default defineConfig({ ...tests, testMatch: 'pictures.ts', timeout: 600_000 })

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { listen, useApp } from './stores/app.ts'
import { watchKeys } from './ui/watch-keys.ts'
import { listenToModels } from './stores/models.ts'
import { listenToSources } from './stores/sources.ts'
import { listenToTray } from './stores/today.ts'
import './styles/tokens.css'
import './styles/base.css'

watchKeys()
listen()
listenToModels()
listenToSources()
listenToTray()
void useApp.getState().start()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

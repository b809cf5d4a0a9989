import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    // LanceDB's own `require` would take another copy than our `import`.
    resolve: { alias: { 'apache-arrow': at('node_modules/apache-arrow/Arrow.node.mjs') } },
    build: {
      target: 'node20.18',
      // Hundreds of small files take longer to be found than to be run, so only what is native stays outside.
      externalizeDeps: false,
      rolldownOptions: {
        external: ['node-llama-cpp', '@parcel/watcher', 'hunspell-wasm', /^dictionary-/, /^@lancedb\/lancedb-/, /\.node$/],
        input: {
          index: at('src/main/index.ts'),
          agent: at('src/agent/index.ts'),
          cli: at('src/cli/index.ts'),
          worker: at('src/agent/loop/worker.ts'),
          preflight: at('src/agent/model/preflight-child.ts'),
          model: at('src/agent/model/runtime/child.ts'),
          probe: at('src/agent/model/runtime/probe-child.ts'),
          spelling: at('src/main/spelling/thread.ts'),
          library: at('src/agent/propose/build-library.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: { input: { index: at('src/main/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: { target: 'chrome130', minify: true, rolldownOptions: { input: at('src/renderer/index.html') } },
  },
})

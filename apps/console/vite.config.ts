import react from '@vitejs/plugin-react'
import { loadEnv } from 'vite'
import { defineConfig } from 'vitest/config'
import { preloadPages } from './preload-pages.ts'

// In development the BFF runs beside Vite; `dev` says where.
const { KUBE_DC_BFF: bff = 'http://127.0.0.1:8080' } = loadEnv('development', import.meta.dirname, 'KUBE_DC_')

export default defineConfig({
  plugins: [
    react(),
    preloadPages('/pages/project/ProjectPage.tsx', '/pages/external-ips/ExternalIpsPage.tsx'),
  ],
  // The BFF puts a fresh nonce in place of this word in every page it serves; Vite repeats it on each tag it writes.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'baseline-widely-available',
    manifest: true,
    // Fonts and icons stay files: a data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What most pages share is one file: in dozens of small ones the same code takes a tenth more, gzipped.
    rolldownOptions: { output: { advancedChunks: { groups: [{ name: 'common', minShareCount: 24 }] } } },
  },
  server: {
    proxy: {
      '/api': { target: bff, ws: true },
      '/auth': { target: bff },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test-setup.ts'],
    // Style sheets are read by tests of theme/, and class names stay as they are written.
    css: { include: [/\.css/], modules: { classNameStrategy: 'non-scoped' } },
  },
})

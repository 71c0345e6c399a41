import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import { ThemeProvider, useColorScheme } from '@mui/material/styles'
import { LucideProvider } from 'lucide-react'
import type { ReactNode } from 'react'
import './tokens.css'
import './fonts.css'
import './base.css'
import { theme } from './theme.ts'

/** Where the choice of light or dark is kept; public/color-scheme.js reads it before the first paint. */
const STORAGE_KEY = 'kube-dc-color-scheme'

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce

// The policy of the page allows only style tags that carry its nonce. Prepended, so that our style sheets come later and win.
const cache = createCache({ key: 'css', prepend: true, ...(nonce && { nonce }) })

/** Everything visible stands inside it: fonts, tokens, MUI theme, light or dark. */
export function Theme({ children }: { children: ReactNode }) {
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} defaultMode="system" modeStorageKey={STORAGE_KEY} noSsr>
        <LucideProvider size={16} strokeWidth={1.5} nonScalingStroke>
          {children}
        </LucideProvider>
      </ThemeProvider>
    </CacheProvider>
  )
}

type ColorMode = 'light' | 'dark' | 'system'

interface ColorModeChoice {
  readonly mode: ColorMode
  readonly shown: 'light' | 'dark'
  readonly setMode: (mode: ColorMode) => void
}

/** The person's choice and how to change it; `shown` is what the choice amounts to now. */
export function useColorMode(): ColorModeChoice {
  const { mode = 'system', systemMode = 'light', setMode } = useColorScheme()
  return { mode, shown: mode === 'system' ? systemMode : mode, setMode }
}

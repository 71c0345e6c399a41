import { useMemo } from 'react'
import { z } from 'zod'
import { useTabStore } from './use-tab-store.ts'

const stored = z.object({ email: z.string() }).catch({ email: '' })

interface KeptEmail {
  readonly read: () => string
  readonly keep: (email: string) => void
}

/** The e-mail for the Issuer, kept in this tab over page loads: every other answer of the wizard stands in its URL. */
export function useEmail(): KeptEmail {
  const store = useTabStore('email')
  return useMemo(
    () => ({
      read: () => stored.parse(store.read()).email,
      keep: (email) => store.write({ email }),
    }),
    [store],
  )
}

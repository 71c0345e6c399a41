import type { ReactNode } from 'react'
import { Text } from '../../../parts/Text.tsx'

/** What stands under a field while nothing is wrong with it: a warning before the usual help. */
export function warningHelp(warning: string | undefined, help?: ReactNode): ReactNode {
  return warning === undefined ? help : <Text tone="wait">{warning}</Text>
}

import { growthWords } from '@kube-dc/networking/pools/growth-words'
import type { Growth } from '@kube-dc/networking/pools/trend'
import { useNow } from '../../../parts/clock.ts'
import { StateText } from '../../../parts/StateText.tsx'

/** A forecast moves by the hour at most. */
const KEEP_MS = 60_000

/** How a pool grows, in one line; amber when it runs out soon. */
export function GrowthLine({ growth }: { growth: Growth }) {
  const now = useNow((moment) => Math.floor(moment / KEEP_MS) * KEEP_MS)
  const { words, warns } = growthWords(growth, now)
  return <StateText state={warns ? 'waiting' : 'ok'}>{words}</StateText>
}

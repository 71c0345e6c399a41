import type { Feature } from '@kube-dc/networking/joins/views'
import { Chip } from '../../parts/Chip.tsx'
import { madeByWords } from './words.ts'

/** Another feature of the platform made the object: "managed cluster k8s-lab". */
export function MadeBy({ feature }: { feature: Feature }) {
  return <Chip look="outlined">{madeByWords(feature)}</Chip>
}

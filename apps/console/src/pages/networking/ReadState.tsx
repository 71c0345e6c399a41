import type { ApiError } from '@kube-dc/api/client'
import { Section } from '../../parts/Card.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'

interface ReadStateProps {
  /** "The events could not be read". */
  title: string
  error: ApiError | undefined
  again: () => void
}

/** In place of what is read on demand, while it is not there: on its way, or why not. */
export function ReadState({ title, error, again }: ReadStateProps) {
  return (
    <Section>
      {error ? (
        <ProblemBox title={title} problem={error.problem} onRetry={again} />
      ) : (
        <SkeletonRows columns={['1fr', '3fr']} rows={4} />
      )}
    </Section>
  )
}

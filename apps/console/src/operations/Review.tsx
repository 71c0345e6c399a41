import type { OperationView } from '@kube-dc/api/operations'
import { lazy, Suspense } from 'react'

const PlanBeside = lazy(async () => ({
  default: (await import('../pages/networking/forms/PlanBeside.tsx')).PlanBeside,
}))

interface ReviewProps {
  operation: OperationView
  /** Somebody who did not start it decides about it: what it makes stands there at once. */
  open: boolean
}

/** Everything that an operation makes, before anybody goes on with one that they did not start. */
export function Review({ operation, open }: ReviewProps) {
  if (!open) return null
  return (
    <Suspense>
      <PlanBeside plan={operation.plan} fileName={operation.subject.name} />
    </Suspense>
  )
}

import type { OperationView } from '@kube-dc/api/operations'
import { lazy, Suspense } from 'react'

const PlanYaml = lazy(async () => ({
  default: (await import('../pages/networking/forms/PlanBeside.tsx')).PlanYaml,
}))

interface ReviewProps {
  operation: OperationView
  namespace: string
  /** Somebody who did not start it decides about it: what it makes stands there at once. */
  open: boolean
}

/** Everything that an operation makes, before anybody goes on with one that they did not start. */
export function Review({ operation, namespace, open }: ReviewProps) {
  if (!open) return null
  return (
    <Suspense>
      <PlanYaml plan={operation.plan} namespace={namespace} fileName={operation.subject.name} />
    </Suspense>
  )
}

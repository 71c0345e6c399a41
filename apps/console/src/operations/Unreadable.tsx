import type { OperationList } from '@kube-dc/api/operations'
import { Card } from '../parts/Card.tsx'
import { FindingList } from '../parts/FindingList.tsx'

interface UnreadableProps extends Pick<OperationList, 'unreadable'> {
  namespace: string
}

/** Journals that nothing can act on. They are anybody's text: shown by name and reason, and never carried out. */
export function Unreadable({ unreadable, namespace }: UnreadableProps) {
  const lines = unreadable.map(({ name, reason }) => ({
    id: name,
    state: 'unknown' as const,
    title: `ConfigMap ${name}`,
    why: `${reason} It is marked as an operation and is none that the console has written, so nothing acts on it. Whoever made it can delete it: kubectl delete configmap ${name} --namespace ${namespace}`,
  }))
  return (
    <Card title="Not readable" flush>
      <FindingList label="Not readable" findings={lines} />
    </Card>
  )
}

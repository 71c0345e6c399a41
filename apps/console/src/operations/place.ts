import type { OperationView } from '@kube-dc/api/operations'
import { paths } from '../app/paths.ts'
import { LISTS, type ListKind } from '../app/lists.ts'
import { useProject } from '../pages/project/project-context.ts'

type About = Pick<OperationView, 'intent' | 'subject'>

/** Whose operations are shown, and where their pages are: those of a Project, or of the platform. */
export interface OperationPlace {
  /** Where their journals lie. */
  readonly namespace: string
  /** In words: "edge". */
  readonly name: string
  readonly list: string
  readonly one: (id: string) => string
  /** What an operation is about, and the list that the form for it stood over; undefined for what has no page here. */
  readonly subjectOf: (operation: About) => { readonly list: string; readonly one: string } | undefined
}

/** The operations of the open Project. */
export function useProjectPlace(): OperationPlace {
  const { params, namespace } = useProject()
  return {
    namespace,
    name: params.project,
    list: paths.operations(params),
    one: (id) => paths.operation(params, id),
    subjectOf: (operation) => {
      const kind = listOf(operation)
      return kind && { list: LISTS[kind].list(params), one: LISTS[kind].one(params, operation.subject.name) }
    },
  }
}

/** The list of the Project that an operation’s subject is in; undefined for what belongs to the provider. */
function listOf({ intent, subject: { kind } }: About): ListKind | undefined {
  if (kind === 'subnets') return undefined
  if (kind !== 'services') return kind
  return intent.endsWith('gateway-route') && !intent.startsWith('remove-')
    ? 'gateway-routes'
    : 'load-balancers'
}

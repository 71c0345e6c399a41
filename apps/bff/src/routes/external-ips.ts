import { endpoints } from '@kube-dc/api/endpoints'
import { notOfferedReason } from '@kube-dc/networking/external-ips/create'
import { keptReason } from '@kube-dc/networking/external-ips/delete'
import { route } from '../http/route.ts'
import { ProblemError } from '../problem-error.ts'
import type { RouteParts } from './parts.ts'

/** Where the cluster names a field of the object, the form has one of its own. */
const FIELDS = { 'metadata.name': 'name', 'spec.externalNetworkType': 'networkType' }

/**
 * Refused without asking the cluster, for every namespace alike: the answer tells nothing about it.
 *
 * @throws {ProblemError} `refused`.
 */
function refuseDefaultGateway(name: string): void {
  const reason = keptReason({ meta: { name } }, 'its Project')
  if (reason !== undefined) throw new ProblemError('refused', reason)
}

export function externalIpRoutes({ asUser, installation }: Pick<RouteParts, 'asUser' | 'installation'>) {
  return {
    createExternalIp: route(endpoints.createExternalIp, ({ params, query, body }, { caller }) => {
      const message = notOfferedReason(body.networkType, installation)
      // The cluster takes any text for a type, and such an address would never become ready (kube-dc.md §2.1).
      if (message !== undefined) {
        throw new ProblemError('invalid', message, { causes: [{ field: 'networkType', message }] })
      }
      const dryRun = query.dryRun === 'true'
      return asUser.create(
        caller,
        { kind: 'external-ips', namespace: params.namespace, name: body.name },
        { externalNetworkType: body.networkType },
        {
          dryRun,
          changes: !dryRun,
          fields: FIELDS,
          taken: `An External IP named ${body.name} exists already. Choose another name.`,
          missing: 'The Project does not exist any more, so nothing was created.',
          conflict: 'Somebody else changed the Project at the same moment. Try again.',
        },
      )
    }),

    deleteExternalIp: route(endpoints.deleteExternalIp, async ({ params, query }, { caller }) => {
      refuseDefaultGateway(params.name)
      const dryRun = query.dryRun === 'true'
      const state = await asUser.remove(caller, { kind: 'external-ips', ...params }, query.uid, {
        dryRun,
        changes: !dryRun,
        resourceVersion: query.resourceVersion,
        missing: `${params.name} does not exist any more.`,
        conflict:
          query.resourceVersion === undefined
            ? `${params.name} is not the one you were shown: it has been deleted and made anew. Look at it before you delete it.`
            : `${params.name} is not as you were shown it any more: somebody may have begun to use it. Look at it before you delete it.`,
      })
      return { state }
    }),
  }
}

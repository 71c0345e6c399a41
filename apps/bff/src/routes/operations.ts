import { endpoints } from '@kube-dc/api/endpoints'
import { route } from '../http/route.ts'
import type { RouteParts } from './parts.ts'

/** What changes several things, or must be undone. */
export function operationRoutes({ operations }: Pick<RouteParts, 'operations'>) {
  return {
    startOperation: route(endpoints.startOperation, ({ params: { namespace }, query, body }, visitor) =>
      query.dryRun === 'true'
        ? operations.tryOut(visitor, namespace, body)
        : operations.start(visitor, namespace, body),
    ),
    operations: route(endpoints.operations, ({ params }, visitor) =>
      operations.list(visitor, params.namespace),
    ),
    operation: route(endpoints.operation, ({ params }, visitor) =>
      operations.get(visitor, params.namespace, params.id),
    ),
    continueOperation: route(endpoints.continueOperation, ({ params, body }, visitor) =>
      operations.goOn(visitor, params.namespace, params.id, body.review),
    ),
    undoOperation: route(endpoints.undoOperation, ({ params, body }, visitor) =>
      operations.undo(visitor, params.namespace, params.id, body.review),
    ),
    closeOperation: route(endpoints.closeOperation, async ({ params, body }, visitor) => {
      await operations.close(visitor, params.namespace, params.id, body.review)
      return {}
    }),
  }
}

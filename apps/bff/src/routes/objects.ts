import { endpoints } from '@kube-dc/api/endpoints'
import { route } from '../http/route.ts'
import type { RouteParts } from './parts.ts'

/** What is read on demand, always with the person's own token. */
export function objectRoutes({ asUser }: Pick<RouteParts, 'asUser'>) {
  return {
    objectEvents: route(endpoints.objectEvents, async ({ params }, { caller }) => ({
      events: await asUser.events(caller, params),
    })),
    objectYaml: route(endpoints.objectYaml, async ({ params }, { caller }) => ({
      yaml: await asUser.yaml(caller, params),
    })),
  }
}

import type { AdmissionPlugin } from './apiserver/admission.ts'
import { webhookPlugin } from './apiserver/webhooks.ts'
import { guard } from './controllers/guards.ts'
import type { Settings } from './controllers/settings.ts'

/** The platform's admission webhooks: which writes to its own kinds each one is asked about. */
export const WEBHOOKS = [
  { name: 'vproject.kube-dc.com', operation: 'CREATE', resources: ['projects'] },
  {
    name: 'vannotations.kube-dc.com',
    operation: 'UPDATE',
    resources: ['projects', 'organizations', 'organizationgroups'],
  },
] as const

/** The webhooks as parts of the lab's own API server. They follow changes of the settings. */
export function platformGuards(settings: Settings): AdmissionPlugin[] {
  return WEBHOOKS.map(({ name, operation, resources }) =>
    webhookPlugin({
      name,
      rules: [{ operations: [operation], apiGroups: ['kube-dc.com'], resources }],
      failurePolicy: 'Fail',
      review: (request) => {
        const { group, plural } = request.resource
        const { groups } = request.user
        const { object, oldObject } = request
        const message = guard(
          { operation: request.operation, group, plural, groups, object, oldObject },
          settings,
        )
        return message === undefined ? { allowed: true } : { allowed: false, message }
      },
    }),
  )
}

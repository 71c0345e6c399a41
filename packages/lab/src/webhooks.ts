import type { AdmissionPlugin } from './apiserver/admission.ts'
import { webhookPlugin } from './apiserver/webhooks.ts'
import { guard } from './controllers/guards.ts'
import type { Settings } from './controllers/settings.ts'

/** The platform's admission webhooks: which writes each one is asked about (kube-dc.md §2.3, §4.1, §8.4). */
export const WEBHOOKS = [
  {
    name: 'vproject.kube-dc.com',
    operation: 'CREATE',
    group: 'kube-dc.com',
    resources: ['projects'],
    failurePolicy: 'Fail',
  },
  {
    name: 'vannotations.kube-dc.com',
    operation: 'UPDATE',
    group: 'kube-dc.com',
    resources: ['projects', 'organizations', 'organizationgroups'],
    failurePolicy: 'Fail',
  },
  {
    name: 'vservicenetworktype.kube-dc.com',
    operation: 'UPDATE',
    group: '',
    resources: ['services'],
    failurePolicy: 'Ignore',
  },
] as const

/** The webhooks as parts of the lab's own API server. They follow changes of the settings. */
export function platformGuards(settings: Settings): AdmissionPlugin[] {
  return WEBHOOKS.map(({ name, operation, group: apiGroup, resources, failurePolicy }) =>
    webhookPlugin({
      name,
      rules: [{ operations: [operation], apiGroups: [apiGroup], resources }],
      failurePolicy,
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

import type { AdmissionPlugin } from './apiserver/admission.ts'
import { webhookPlugin } from './apiserver/webhooks.ts'
import { guard } from './controllers/guards.ts'
import type { Settings } from './controllers/settings.ts'

/** The platform's admission webhooks, run by the API server itself. They follow changes of the settings. */
export function platformGuards(settings: Settings): AdmissionPlugin[] {
  const hook = (
    name: string,
    operation: 'CREATE' | 'UPDATE',
    resources: readonly string[],
  ): AdmissionPlugin =>
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
    })
  return [
    hook('vproject.kube-dc.com', 'CREATE', ['projects']),
    hook('vannotations.kube-dc.com', 'UPDATE', ['projects', 'organizations', 'organizationgroups']),
  ]
}

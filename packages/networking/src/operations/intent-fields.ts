import type { Intent } from '../intents/intent.ts'
import { SERVICE_ANNOTATIONS } from '../model/service.ts'
import type { Step } from './plan.ts'

/**
 * Fields of an intent by the fields of the object that a step of it makes or changes, so that what the cluster says about
 * an object is shown where it was typed. What a person did not type themselves is not there.
 */
export function intentFields(intent: Intent, step: Step): Readonly<Record<string, string>> {
  if (step.verb === 'change') return serviceFields(intent)
  if (step.verb === 'delete') return {}
  switch (step.object.kind) {
    case 'external-ips':
      return { 'metadata.name': 'address.name', 'spec.externalNetworkType': 'address.networkType' }
    case 'floating-ips':
      return {
        'metadata.name': 'name',
        'spec.eip': 'address.name',
        'spec.externalNetworkType': 'address.networkType',
        'spec.ipAddress': 'target.address',
        'spec.vmTarget.vmName': 'target.vm',
        'spec.vmTarget.interfaceName': 'target.interface',
      }
    case 'services':
      return { 'metadata.name': 'name', ...serviceFields(intent) }
    case 'issuers':
      return { 'metadata.name': 'certificate.name', 'spec.acme.email': 'certificate.email' }
    default:
      // A pool is no intent of a Project's: see `pool-changes/add-pool.ts`.
      return {}
  }
}

const PORT_FIELDS = ['name', 'protocol', 'port', 'targetPort', 'appProtocol', 'nodePort'] as const

function serviceFields(intent: Intent): Record<string, string> {
  const annotation = (key: keyof typeof SERVICE_ANNOTATIONS) =>
    `metadata.annotations[${SERVICE_ANNOTATIONS[key]}]`
  const fields: Record<string, string> = {
    'spec.selector': 'selector',
    [annotation('bindOnEip')]: 'address.name',
    [annotation('networkType')]: 'address.networkType',
    [annotation('routeHostname')]: 'hostname',
    [annotation('tlsIssuer')]: 'certificate.name',
    [annotation('tlsSecret')]: 'certificate.name',
  }
  const isRoute = 'servicePort' in intent
  const count = isRoute ? 1 : 'ports' in intent ? intent.ports.length : 0
  for (let index = 0; index < count; index += 1) {
    const at = isRoute ? 'servicePort' : `ports.${index}`
    fields[`spec.ports[${index}]`] = at
    for (const field of PORT_FIELDS) fields[`spec.ports[${index}].${field}`] = `${at}.${field}`
  }
  return fields
}

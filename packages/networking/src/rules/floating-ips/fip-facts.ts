import type { FloatingIpView } from '../../joins/views.ts'
import { refTo, type Ref } from '../finding.ts'

export function fipRef({ fip }: FloatingIpView): Ref {
  return refTo('FloatingIp', fip.meta)
}

/** Its target in words: `VM broker-1` or an address. */
export function targetWords({ target }: FloatingIpView): string {
  switch (target.by) {
    case 'vm':
      return `VM ${target.vm}`
    case 'address':
      return target.address
    case 'none':
      return 'nothing'
  }
}

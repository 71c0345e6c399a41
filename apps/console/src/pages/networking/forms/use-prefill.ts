import type { AddressOptions } from '@kube-dc/networking/intents/address'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { initialAddress, type AddressState } from './address-state.ts'
import { newRow, type PortRow } from './port-state.ts'

/** What a link to a form says already. */
export interface Prefill {
  /** Of a target: `vm/broker-1`. */
  readonly target: string
  readonly port: PortRow
  readonly address: (options: AddressOptions) => AddressState
}

const USES = ['own', 'existing', 'new', 'shared'] as const

/** Reads it once, when the form opens; what it does not know is left to the form. */
export function usePrefill(): Prefill {
  const [query] = useSearchParams()
  const [prefill] = useState((): Prefill => {
    const text = (name: string) => query.get(name) ?? ''
    const row = newRow([], text('port'), text('targetPort'))
    return {
      target: text('target'),
      port: text('protocol') === 'UDP' ? { ...row, protocol: 'UDP' } : row,
      address: (options) => {
        const usual = initialAddress(options)
        const use = USES.find((one) => one === text('use')) ?? usual.use
        const networkType =
          text('type') === 'public' || text('type') === 'cloud' ? text('type') : usual.networkType
        return {
          ...usual,
          use,
          networkType: networkType === 'public' ? 'public' : 'cloud',
          existing: text('eip') === '' ? usual.existing : text('eip'),
        }
      },
    }
  })
  return prefill
}

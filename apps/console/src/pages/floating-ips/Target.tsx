import type { FloatingIpView } from '@kube-dc/networking/joins/views'
import { Box, Monitor } from 'lucide-react'
import { Text } from '../../parts/Text.tsx'
import styles from './Target.module.css'

/** What a floating IP leads to, with its icon. */
export function Target({ view }: { view: FloatingIpView }) {
  const { target } = view
  if (target.by === 'none') return <Text tone="3">nothing</Text>
  const Icon = machineOf(view) === undefined ? Box : Monitor
  return (
    <span className={styles.target} title={targetWords(view)}>
      <Icon size={14} strokeWidth={1.5} aria-hidden />
      <span className={styles.words}>{targetWords(view)}</span>
    </span>
  )
}

/** The VM that it leads to, by name or by address. */
export function machineOf({ target }: FloatingIpView): string | undefined {
  if (target.by === 'vm') return target.vm
  if (target.by === 'none' || target.holder.state !== 'found') return undefined
  const { kind, name } = target.holder.object
  return kind === 'vm' ? name : undefined
}

/** "VM broker-1, interface net1"; for an address what has it now. */
export function targetWords({ target, fip }: FloatingIpView): string {
  switch (target.by) {
    case 'none':
      return 'nothing'
    case 'vm': {
      const name = target.wantedInterface ?? (fip.resolvedInterface?.interface || undefined)
      return name === undefined ? `VM ${target.vm}` : `VM ${target.vm}, interface ${name}`
    }
    case 'address': {
      const { holder, address } = target
      if (holder.state !== 'found') return `address ${address}`
      const { kind, name } = holder.object
      return kind === 'vm' ? `VM ${name}, by address` : `Pod ${name}, by address`
    }
  }
}

/** The internal address that is mapped, else the one that would be. */
export function internalAddress({ fip, target }: FloatingIpView): string | undefined {
  if (fip.resolvedAddress !== undefined) return fip.resolvedAddress
  if (target.by === 'address') return target.address
  return target.by === 'vm' ? target.liveAddress : undefined
}

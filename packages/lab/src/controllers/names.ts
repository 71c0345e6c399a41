import { createHash } from 'node:crypto'
import type { Reference } from './resources.ts'

/** The text, or where it is longer its beginning and a digest of the whole: still unique, still valid as a name. */
function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return `${text.slice(0, longest - digest.length - 1).replace(/[^a-z0-9]+$/, '')}-${digest}`
}

/** `<namespace>.<name>`: unambiguous, because a namespace has no dots (kube-dc.md §3, address attribution). */
export function attribution({ namespace = '', name }: Reference): string {
  return `${namespace}.${name}`
}

/** Reads an attribution back; undefined when the text is none. */
export function attributed(text: string): Reference | undefined {
  const dot = text.indexOf('.')
  return dot > 0 ? { namespace: text.slice(0, dot), name: text.slice(dot + 1) } : undefined
}

/** The attribution as a label value, which holds 63 characters [Kubernetes]. */
export function attributionLabel(reference: Reference): string {
  return shortened(attribution(reference), 63)
}

/** Name of the OvnEip of an EIp: always the same for the same EIp, so that a second one is never made. */
export function ovnEipName(reference: Reference): string {
  return shortened(`eip-${attribution(reference)}`, 253)
}

/** Name of a VPC's router port in an external Subnet (kube-dc.md §3). */
export function routerPortName(vpc: string, subnet: string): string {
  return shortened(`${vpc}-${subnet}`, 253)
}

/** Name of the OvnFip of a FIp: `<namespace>-<name>` (kube-dc.md §3). */
export function ovnFipName({ namespace = '', name }: Reference): string {
  return shortened(`${namespace}-${name}`, 253)
}

/**
 * A name with an ending of five characters, as the platform and Kubernetes make them (kube-dc.md §13, 4). The same
 * `about` gives the same name, so that what is made twice by a late cache is made once.
 */
export function endedName(beginning: string, about: string): string {
  const ending = BigInt(`0x${createHash('sha256').update(about).digest('hex')}`)
    .toString(36)
    .slice(-5)
  return `${shortened(beginning, 63 - 6)}-${ending}`
}

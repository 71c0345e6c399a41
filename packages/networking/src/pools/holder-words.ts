import { ownerWords } from '../external-ips/owners.ts'
import { list } from '../words.ts'
import type { Cell } from './cell.ts'
import type { AddressReport } from './report.ts'

/** Who holds an address, in one line: `harbor / gate, ingress-1`. */
export function holderWords({ project, eip, madeFor, meta, state }: AddressReport): string {
  if (project && eip) return `${project.organization} / ${project.project}, ${eip.name}`
  if (state === 'router-port') {
    const whose = project ? ` of ${project.organization} / ${project.project}` : ` ${meta.name}`
    return `router port${whose}`
  }
  if (eip) return `${eip.namespace}, ${eip.name}`
  return madeFor === undefined ? meta.name : `${meta.name}, made for ${madeFor.replace('.', '/')}`
}

/** All who hold an address, in one line; empty where nobody does. */
export function holdersWords({ holders }: Pick<Cell<AddressReport>, 'holders'>): string {
  return list(holders.map(holderWords))
}

/** The object that an address is held by: its External IP, else the OvnEip itself. */
export function heldBy({ eip, meta }: AddressReport): string {
  return eip?.name ?? meta.name
}

/** Since when that object is there (RFC 3339). */
export function heldSince({ eip, meta }: AddressReport): string {
  return eip?.createdAt ?? meta.createdAt
}

/** What uses an address, in one line; empty where nothing does. */
export function usersWords({ eip }: AddressReport): string {
  return eip ? list(eip.owners.map((owner) => ownerWords(owner, eip.namespace))) : ''
}

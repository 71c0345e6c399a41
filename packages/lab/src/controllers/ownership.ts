/** Something that uses an address: `Snat`, `ServiceLb` or `FIp` (kube-dc.md §2.1). */
export interface Claim {
  readonly type: string
  readonly ownerRef: string
}

export interface Ownership {
  readonly ownershipType: 'Released' | 'Shared' | 'Exclusive'
  readonly owners: readonly Claim[]
  /** Claims that have to wait because the address is used in the other way. */
  readonly refused: readonly Claim[]
}

/**
 * Who uses an address. A FIp takes it exclusively, everything else shares it, and the two never mix: whoever came
 * first keeps it, and of two FIps the one that has it (kube-dc.md §2.1, §13 row 7).
 *
 * @param before owners reported so far: they are the ones who came first.
 */
export function ownership(before: readonly Claim[], claims: readonly Claim[]): Ownership {
  const wasOwner = (claim: Claim) =>
    before.some(({ type, ownerRef }) => type === claim.type && ownerRef === claim.ownerRef)
  const inOrder = [...claims.filter(wasOwner), ...claims.filter((claim) => !wasOwner(claim))]
  const first = inOrder[0]
  if (first === undefined) return { ownershipType: 'Released', owners: [], refused: [] }
  if (first.type === 'FIp') return { ownershipType: 'Exclusive', owners: [first], refused: inOrder.slice(1) }
  return {
    ownershipType: 'Shared',
    owners: inOrder.filter(({ type }) => type !== 'FIp'),
    refused: inOrder.filter(({ type }) => type === 'FIp'),
  }
}

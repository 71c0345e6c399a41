import { inUse, quotaSentence, type PublicQuota } from '@kube-dc/networking/quota'
import type { ReactNode } from 'react'
import { useNow } from '../../parts/clock.ts'
import { QuotaMeter } from '../../parts/QuotaMeter.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { Text } from '../../parts/Text.tsx'

const LABEL = 'Public IPv4'

interface PublicQuotaMeterProps {
  quota: PublicQuota
  /** Whether it may be read is not known yet. */
  loading: boolean
  /** Public External IPs of this Project that have no address. */
  waiting: number
  /** A link to who holds the addresses. */
  children?: ReactNode
}

/** How many public addresses the Organization uses; in words only where the figures are not known. */
export function PublicQuotaMeter({ quota, loading, waiting, children }: PublicQuotaMeterProps) {
  const sentence = useNow((now) => quotaSentence(quota, now, waiting))
  if (loading) return <SkeletonRows columns={['1fr']} rows={2} />
  if (!('used' in quota)) {
    return (
      <div>
        <Text as="p" size="s" strong>
          {LABEL}
        </Text>
        <Text as="p" size="s" tone="2">
          {sentence} {children}
        </Text>
      </div>
    )
  }
  if (!('limit' in quota)) {
    return (
      <QuotaMeter label={LABEL} used={quota.used}>
        {sentence} {children}
      </QuotaMeter>
    )
  }
  const use = inUse(quota, waiting)
  return (
    <QuotaMeter label={LABEL} used={use.used} limit={quota.limit} waiting={use.waiting}>
      {sentence} {children}
    </QuotaMeter>
  )
}

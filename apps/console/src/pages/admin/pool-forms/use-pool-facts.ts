import type { AddPoolFacts } from '@kube-dc/networking/pool-changes/add-pool'
import { useMemo, useState } from 'react'
import { useChannel } from '../../../live/use-channel.ts'
import { usePlatformHere } from '../admin-context.ts'

const SUBNETS = { kind: 'subnets', namespace: '*' } as const
const VLANS = { kind: 'vlans', namespace: '*' } as const
const PROJECTS = { kind: 'projects', namespace: '*' } as const

interface PoolFacts {
  readonly facts: AddPoolFacts
  /** All of it has been answered, one way or another; once it has, it stays so. */
  readonly settled: boolean
}

/** What a new pool is held against, live. */
export function usePoolFacts(): PoolFacts {
  const { reservedRanges, access } = usePlatformHere()
  const subnets = useChannel(SUBNETS)
  const vlans = useChannel(VLANS)
  const projects = useChannel(PROJECTS)
  const facts = useMemo(
    () => ({
      subnets: subnets.objects.flatMap((object) => (object.kind === 'Subnet' ? [object] : [])),
      vlans: vlans.objects.flatMap((object) => (object.kind === 'Vlan' ? [object] : [])),
      projects: projects.objects.flatMap((object) => (object.kind === 'Project' ? [object] : [])),
      reservedRanges,
      access,
    }),
    [subnets.objects, vlans.objects, projects.objects, reservedRanges, access],
  )
  const isSettled = [subnets, vlans, projects].every(({ status }) => status !== 'loading')
  const [wasSettled, setWasSettled] = useState(isSettled)
  if (isSettled && !wasSettled) setWasSettled(true)
  return { facts, settled: isSettled || wasSettled }
}

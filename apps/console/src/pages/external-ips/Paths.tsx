import type { AddressUse, ExternalIpView, Views } from '@kube-dc/networking/joins/views'
import { projectNetworkState } from '@kube-dc/networking/states/states'
import { useMemo } from 'react'
import { Section } from '../../parts/Card.tsx'
import { useNow } from '../../parts/clock.ts'
import { Text } from '../../parts/Text.tsx'
import type { ListKind } from '../../app/lists.ts'
import { useNetwork, useView } from '../networking/network-context.ts'
import { PathOf } from '../networking/PathOf.tsx'
import { useJudged, WORDS_KEEP } from '../networking/use-judged.ts'
import { useProject } from '../project/project-context.ts'
import { userWords } from './UsedBy.tsx'

/** More would bury the facts; the table of ports has them all. */
const MOST = 3

/** The ways that lead over an address: one for each of its users. */
export function Paths({ view }: { view: ExternalIpView }) {
  const here = view.usedBy.filter(({ namespace, type }) => namespace === undefined && type !== 'other')
  const rest = here.length - MOST
  return (
    <>
      {here.slice(0, MOST).map((use) => (
        <PathOfUse key={`${use.type} ${use.name}`} use={use} of={view.name} alone={here.length === 1} />
      ))}
      {rest > 0 && (
        <Section>
          <Text as="p" size="s" tone="2">
            {rest.toLocaleString('en')} more use this address; the paths are with each of them, under Related.
          </Text>
        </Section>
      )}
    </>
  )
}

interface PathOfUseProps {
  use: AddressUse
  /** Name of the External IP. */
  of: string
  /** Nothing else uses the address. */
  alone: boolean
}

function PathOfUse({ use, of, alone }: PathOfUseProps) {
  const title = alone ? 'Traffic path' : `Traffic path of ${userWords(use)}`
  switch (use.type) {
    case 'load-balancer':
      return <LoadBalancerPath name={use.name} of={of} title={title} />
    case 'floating-ip':
      return <FloatingIpPath name={use.name} of={of} title={title} />
    case 'way-out':
      return <WayOut of={of} title={alone ? 'The way out' : title} />
    case 'other':
      return null
  }
}

interface OnePathProps {
  name: string
  of: string
  title: string
}

function LoadBalancerPath({ name, ...rest }: OnePathProps) {
  const view = useView('load-balancers', name)
  return view ? <Judged kind="load-balancers" view={view} {...rest} /> : null
}

function FloatingIpPath({ name, ...rest }: OnePathProps) {
  const view = useView('floating-ips', name)
  return view ? <Judged kind="floating-ips" view={view} {...rest} /> : null
}

interface JudgedProps<K extends ListKind> {
  kind: K
  view: Views[K]
  of: string
  title: string
}

function Judged<K extends ListKind>({ kind, view, of, title }: JudgedProps<K>) {
  const { path } = useJudged(kind, view)
  return path ? <PathOf path={path} title={title} here={{ view: 'external-ips', name: of }} /> : null
}

function WayOut({ of, title }: Omit<OnePathProps, 'name'>) {
  const { params } = useProject()
  const { facts } = useNetwork()
  const view = useView('project-network', params.project)
  const minute = useNow((now) => Math.floor(now / WORDS_KEEP) * WORDS_KEEP)
  const path = useMemo(
    () => view && projectNetworkState(view, { ...facts, now: minute, peers: [] }).path,
    [view, facts, minute],
  )
  return path ? <PathOf path={path} title={title} here={{ view: 'external-ips', name: of }} /> : null
}

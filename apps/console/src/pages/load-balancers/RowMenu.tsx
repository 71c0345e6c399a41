import type { Views } from '@kube-dc/networking/joins/views'
import { lazy } from 'react'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import { RowMenuButton, type MenuPlace } from '../networking/RowMenuButton.tsx'

const LoadBalancerMenu = lazy(async () => ({
  default: (await import('./LoadBalancerMenu.tsx')).LoadBalancerMenu,
}))

interface RowMenuProps {
  view: Views['load-balancers']
  place?: MenuPlace
}

/** What can be done with one load balancer. */
export function RowMenu({ view, place = 'row' }: RowMenuProps) {
  return (
    <RowMenuButton name={metaOf(view).name} place={place}>
      {(menu) => <LoadBalancerMenu view={view} {...menu} />}
    </RowMenuButton>
  )
}

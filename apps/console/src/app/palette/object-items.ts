import type { Views } from '@kube-dc/networking/joins/views'
import { LISTS, type ListKind } from '../lists.ts'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import type { PaletteItem } from '../../parts/command-palette/types.ts'
import type { ProjectParams } from '../paths.ts'

/** What an object is found by beside its name. */
interface Traits {
  /** Shown: an address or a hostname. */
  readonly hint?: string | undefined
  readonly words?: string | undefined
}

/**
 * Makes items of views, remembering each by its view: of 10,000 objects, those that a change left alone stay the same
 * items, and the texts that are searched are made once.
 */
export function createObjectItems(
  params: ProjectParams,
): <K extends ListKind>(kind: K, views: readonly Views[K][]) => readonly PaletteItem[] {
  const known: { readonly [K in ListKind]: WeakMap<Views[ListKind], PaletteItem> } = {
    'external-ips': new WeakMap(),
    'floating-ips': new WeakMap(),
    'load-balancers': new WeakMap(),
    'gateway-routes': new WeakMap(),
  }

  function itemOf(kind: ListKind, view: Views[ListKind]): PaletteItem {
    const before = known[kind].get(view)
    if (before) return before
    const { name } = metaOf(view)
    const { hint, words } = traitsOf(view)
    const { heading, one } = LISTS[kind]
    const item: PaletteItem = {
      id: `${kind}:${params.organization}/${params.project}/${name}`,
      name,
      kind: heading,
      to: one(params, name),
      ...(hint !== undefined && { hint }),
      ...(words !== undefined && { words }),
    }
    known[kind].set(view, item)
    return item
  }

  return (kind, views) => views.map((view) => itemOf(kind, view))
}

function traitsOf(view: Views[ListKind]): Traits {
  switch (view.kind) {
    case 'ExternalIpView':
      return { hint: view.ip.address }
    case 'FloatingIpView': {
      const { target } = view
      const holder = target.by === 'vm' ? target.vm : target.by === 'address' ? target.address : ''
      return { hint: view.address, words: [holder, view.fip.resolvedAddress ?? ''].join(' ') }
    }
    case 'LoadBalancerView':
      return { hint: view.address, words: view.binding.wanted }
    case 'GatewayRouteView':
      return { hint: view.hostname ?? view.wantedHostname, words: view.wantedHostname }
    case 'Unreadable':
      return {}
  }
}

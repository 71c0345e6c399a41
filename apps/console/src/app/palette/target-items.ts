import type { TargetKind, TargetView } from '@kube-dc/networking/joins/views'
import type { PaletteItem } from '../../parts/command-palette/types.ts'
import { paths, type ProjectParams } from '../paths.ts'

const KINDS: Readonly<Record<TargetKind, string>> = {
  vm: 'VM',
  service: 'Service',
  deployment: 'Deployment',
  'stateful-set': 'StatefulSet',
  'daemon-set': 'DaemonSet',
}

/** Makes the items that open the wizard for what a Project runs; a view that stays keeps its item. */
export function createTargetItems(
  params: ProjectParams,
): (views: readonly TargetView[]) => readonly PaletteItem[] {
  const known = new WeakMap<TargetView, PaletteItem>()

  function itemOf(view: TargetView): PaletteItem {
    const before = known.get(view)
    if (before) return before
    const { kind, name } = view.target
    const item: PaletteItem = {
      id: `expose:${params.organization}/${params.project}/${view.name}`,
      name: `Expose ${name}…`,
      kind: KINDS[kind],
      words: 'wizard publish which method',
      to: paths.expose(params, { target: view.name }),
    }
    known.set(view, item)
    return item
  }

  // What a feature of the platform made is exposed by that feature.
  return (views) => views.filter(({ madeBy }) => madeBy === undefined).map(itemOf)
}

import { CommandPalette } from '../command-palette/CommandPalette.tsx'
import type { PaletteSource } from '../command-palette/types.ts'
import { SEARCH_WORDS } from '../../shell/Search.tsx'
import { SAMPLES } from './sample-addresses.ts'

const MANY = 10_000

const SOURCES: readonly PaletteSource[] = [
  {
    id: 'pages',
    label: 'In edge',
    items: [
      { id: 'overview', name: 'Overview', kind: 'Page', to: '/overview' },
      { id: 'external-ips', name: 'External IPs', kind: 'Page', to: '/external-ips' },
      { id: 'load-balancers', name: 'Load balancers', kind: 'Page', to: '/load-balancers' },
    ],
  },
  {
    id: 'objects',
    label: 'Objects',
    items: [
      ...SAMPLES.map(({ name, address }) => ({
        id: `ip:${name}`,
        name,
        kind: 'External IP',
        ...(address !== undefined && { hint: address }),
        to: `/external-ips/${name}`,
      })),
      ...Array.from({ length: MANY }, (_, index) => ({
        id: `ip:generated-${index}`,
        name: `generated-${index}`,
        kind: 'External IP',
        hint: `100.72.${index >> 8}.${index & 255}`,
        to: '/external-ips',
      })),
    ],
    note: 'Floating IPs are still being read.',
  },
  {
    id: 'projects',
    label: 'Projects',
    items: ['edge', 'arena'].map((name) => ({
      id: `project:${name}`,
      name,
      kind: 'Project',
      hint: 'nimbus',
      to: '/',
    })),
  },
]

/** The command palette on ten thousand made-up objects. */
export function GalleryPalette({ onClose }: { onClose: () => void }) {
  return <CommandPalette sources={SOURCES} person="gallery" placeholder={SEARCH_WORDS} onClose={onClose} />
}

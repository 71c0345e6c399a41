import { formatAddress } from '@kube-dc/networking/pools/address-text'
import { cellState } from '@kube-dc/networking/pools/cell'
import { censusOf } from '@kube-dc/networking/pools/census'
import { zoomTo } from '@kube-dc/networking/pools/grid'
import { CELL_WORDS } from '@kube-dc/networking/pools/grid-words'
import { useMemo, useState } from 'react'
import { Card } from '../Card.tsx'
import { TypeChip } from '../Chip.tsx'
import { PoolGrid } from '../pool-grid/PoolGrid.tsx'
import { PoolLegend } from '../pool-grid/PoolLegend.tsx'
import { Text } from '../Text.tsx'
import { FreeCount, UtilizationBar, UtilizationFigures } from '../UtilizationBar.tsx'
import { VisuallyHidden } from '../VisuallyHidden.tsx'
import styles from './Gallery.module.css'
import { GalleryShell } from './GalleryShell.tsx'
import * as samples from './sample-pools.ts'

/** Pools of every size in every state, to compare with the look; development only. */
export function PoolGallery() {
  return (
    <GalleryShell>
      <VisuallyHidden>
        <h1>Pools</h1>
      </VisuallyHidden>
      <div className={styles.stack}>
        <PoolCard pool={samples.PUBLIC_27} selected={28n} />
        <PoolCard pool={samples.CLOUD_16} selected={0x34dn} opened />
        <PoolCard pool={samples.PUBLIC_28} />
        <PoolCard pool={samples.CLOUD_24} />
        <PoolCard pool={samples.CLOUD_8} />
        <PoolCard pool={samples.PUBLIC_V6} />
      </div>
    </GalleryShell>
  )
}

interface PoolCardProps {
  pool: samples.SamplePool
  /** Selected at first, as its distance from the start of the block. */
  selected?: bigint
  opened?: boolean
}

function PoolCard({ pool, selected: offset, opened = false }: PoolCardProps) {
  const { block, held, name, type } = pool
  const first = offset === undefined ? undefined : block.all.from + offset
  const [selected, setSelected] = useState(first)
  const [zoom, setZoom] = useState(opened && first !== undefined ? zoomTo(block, first) : undefined)
  const census = useMemo(() => censusOf(block, held), [block, held])
  const describe = useMemo(() => describing(pool), [pool])
  return (
    <Card
      title={name}
      sub={
        <>
          <TypeChip type={type} /> <Text mono>{block.cidr}</Text>
        </>
      }
      action={<FreeCount of={census} />}
      foot={first === undefined ? undefined : <PoolLegend />}
    >
      <UtilizationBar of={census} />
      <div className={styles.under}>
        <UtilizationFigures of={census} />
      </div>
      <PoolGrid
        block={block}
        held={held}
        zoom={zoom}
        onZoom={setZoom}
        selected={selected}
        onSelect={setSelected}
        describe={describe}
      />
    </Card>
  )
}

function describing({ block, held }: samples.SamplePool): (address: bigint) => string {
  const holders = new Map(held.map((cell) => [cell.address, cell]))
  return (address) => {
    const holder = holders.get(address)
    const text = formatAddress(block.family, address)
    const state = holder?.state ?? cellState([], address === block.gateway, block.excluded.has(address))
    return `${text}, ${CELL_WORDS[state]}${holder ? ', held by harbor / gate, ingress-1' : ''}`
  }
}

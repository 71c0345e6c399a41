import { CELL_WORDS } from '@kube-dc/networking/pools/grid-words'
import type { HeldCell } from '@kube-dc/networking/pools/grid'
import type { PoolBlock } from '@kube-dc/networking/pools/pool'
import { PlainButton } from '../PlainButton.tsx'
import { SmallTable } from '../SmallTable.tsx'
import { Text } from '../Text.tsx'
import styles from './HeldList.module.css'

/** More belong into the list of allocations, which can be searched. */
const MOST = 100

interface HeldListProps {
  block: PoolBlock
  held: readonly HeldCell[]
  selected: bigint | undefined
  onSelect: (address: bigint) => void
}

/** What is held of a block that is not drawn. */
export function HeldList({ block, held, selected, onSelect }: HeldListProps) {
  const here = held.filter(({ family }) => family === block.family)
  const size = block.hosts.size.toLocaleString('en')
  const words = `${block.cidr} has ${size} addresses, too many for a picture.`
  return (
    <div className={styles.list}>
      <Text as="p" size="s" tone="2">
        {here.length === 0
          ? `${words} None is held.`
          : here.length > MOST
            ? `${words} The first ${MOST} of ${here.length.toLocaleString('en')} that are held:`
            : `${words} These are held:`}
      </Text>
      {here.length > 0 && (
        <SmallTable
          label={`Held of ${block.cidr}`}
          columns={[
            {
              id: 'address',
              header: 'Address',
              cell: ({ address, text }) => (
                <PlainButton
                  className={styles.address ?? ''}
                  aria-pressed={address === selected}
                  onClick={() => onSelect(address)}
                >
                  {text}
                </PlainButton>
              ),
            },
            {
              id: 'state',
              header: 'What it is',
              cell: ({ state, isExcluded }) => `${CELL_WORDS[state]}${isExcluded ? ', excluded' : ''}`,
            },
          ]}
          rows={here.slice(0, MOST)}
          rowId={({ text }) => text}
        />
      )}
    </div>
  )
}

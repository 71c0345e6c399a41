import type { EditPreview as Preview } from '@kube-dc/networking/pool-changes/pool-edit'
import { count } from '@kube-dc/networking/words'
import { Fact, KeyValue } from '../../../parts/KeyValue.tsx'
import styles from './PoolForms.module.css'

/** What another MTU comes to, and how many addresses it concerns. */
export function EditPreview({ preview: { mtu, held } }: { preview: Preview }) {
  return (
    <div className={styles.preview} role="group" aria-label="What comes of it">
      <KeyValue>
        <Fact label="MTU">
          {bytes(mtu.before)} now, {bytes(mtu.after)} afterwards
        </Fact>
        <Fact label="Concerns">
          {held === 0 ? 'nobody: no address is held' : count(held, 'address in use', 'addresses in use')}
        </Fact>
      </KeyValue>
    </div>
  )
}

function bytes(mtu: number | undefined): string {
  return mtu === undefined ? 'not set' : `${mtu.toLocaleString('en')} bytes`
}

import { useSession } from '../../../session/session-query.ts'
import { NETWORK_MEANINGS, NETWORK_TITLES } from '../../overview/network-words.ts'
import { useNetworkType } from '../../overview/use-network-type.ts'
import { useView } from '../../networking/network-context.ts'
import { useProject } from '../../project/project-context.ts'
import styles from '../Learn.module.css'
import { NetworkTypeTable } from '../NetworkTypeTable.tsx'
import { Lead, Really, Word } from '../prose.tsx'

export default function NetworkTypes() {
  const { project, params } = useProject()
  const { installation } = useSession()
  const type = useNetworkType(useView('project-network', params.project))
  return (
    <>
      <Lead>
        The type of a Project is chosen once, when it is made. It decides from which pool the address of its
        way out comes, and nothing else.
      </Lead>
      <NetworkTypeTable />
      <section className={styles.here}>
        <h3>
          {project.name} has a {NETWORK_TITLES[type].charAt(0).toLowerCase() + NETWORK_TITLES[type].slice(1)}
        </h3>
        <p>{NETWORK_MEANINGS[type]}</p>
      </section>
      <Really>
        <p>
          Both types can have public and cloud External IPs beside the default one.{' '}
          {installation.networkTypes.includes('public')
            ? 'This installation offers both.'
            : 'This installation offers cloud addresses only; its provider decides that.'}{' '}
          A <Word id="cloud">cloud address</Word> is never reachable from the Internet, whatever the Project’s
          type.
        </p>
      </Really>
    </>
  )
}

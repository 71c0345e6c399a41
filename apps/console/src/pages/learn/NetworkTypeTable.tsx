import { TYPE_FEATURES } from '@kube-dc/networking/methods/methods'
import { useSession } from '../../session/session-query.ts'
import { useView } from '../networking/network-context.ts'
import { useNetworkType } from '../overview/use-network-type.ts'
import { useProject } from '../project/project-context.ts'
import styles from './Learn.module.css'

/** The two network types side by side, with which this Project has and which the installation offers. */
export function NetworkTypeTable() {
  const { project, params } = useProject()
  const { installation } = useSession()
  const type = useNetworkType(useView('project-network', params.project))
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Network types compared">
      <table className={`${styles.table} ${styles.narrow}`}>
        <thead>
          <tr>
            <td />
            <th scope="col">Cloud network</th>
            <th scope="col">Public network</th>
          </tr>
        </thead>
        <tbody>
          {TYPE_FEATURES.map(({ feature, cloud, public: open }) => (
            <tr key={feature}>
              <th scope="row">{feature}</th>
              <td>{cloud}</td>
              <td>{open}</td>
            </tr>
          ))}
          <tr className={styles.today}>
            <th scope="row">In {project.name}, now</th>
            {(['cloud', 'public'] as const).map((one) => (
              <td key={one}>
                {type === one && `The type of ${project.name}. `}
                {installation.networkTypes.includes(one)
                  ? 'External IPs of this type are offered.'
                  : 'External IPs of this type are not offered here.'}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

import type { z } from 'zod'
import { loopbackCertificate } from '../../packages/lab/src/apiserver/listener.ts'
import { trustOf } from '../../packages/lab/src/issuer/claims.ts'
import type { labOptions } from '../../packages/lab/src/options.ts'
import { REALMS } from '../../packages/lab/src/people.ts'
import { freePort, LOOPBACK } from '../ports.ts'
import { startCluster, type Cluster, type ClusterSettings } from './cluster.ts'

/** A real cluster that waits for a lab to move in. */
export interface ClusterForLab {
  readonly cluster: Cluster
  /** What the lab has to be told to live there. */
  readonly options: Pick<z.input<typeof labOptions>, 'cluster' | 'issuerPort'>
}

/**
 * Starts a cluster that trusts the realms of a lab, at an address of the issuer which is settled here.
 *
 * @throws {Failure} as `startCluster` does.
 */
export async function startClusterForLab(
  settings: Pick<ClusterSettings, 'folder' | 'logFolder' | 'say'> = {},
): Promise<ClusterForLab> {
  const certificate = await loopbackCertificate()
  const issuerPort = await freePort()
  const trusts = REALMS.map((realm) => trustOf(realm, `https://${LOOPBACK}:${issuerPort}/realms/${realm}`))
  const cluster = await startCluster({ ...settings, certificate, trusts })
  const { files } = cluster
  return {
    cluster,
    options: {
      issuerPort,
      cluster: {
        server: cluster.url,
        certificateFile: files.certificate,
        keyFile: files.key,
        tokenFile: files.adminToken,
        auditLogFile: files.auditLog,
      },
    },
  }
}

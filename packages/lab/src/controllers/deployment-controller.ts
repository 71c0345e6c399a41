import type { Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { reconcileDeployment } from './deployment.ts'
import { isHeld, keyOf, referenceOf } from './resources.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly log: (message: string) => void
}

/** Keeps Deployments. */
export class DeploymentController {
  readonly controller: Controller

  constructor({ client, caches, log }: Dependencies) {
    const { deployments, pods } = caches
    this.controller = new Controller({
      name: 'deployment-controller',
      client,
      concurrency: 4,
      decide: (key) => {
        const deployment = deployments.get(referenceOf(key))
        if (!deployment || isHeld(deployment)) return []
        return reconcileDeployment(deployment, pods.by('owner', deployment.metadata.uid))
      },
      log,
    })
    const { queue } = this.controller
    deployments.onChange(({ key }) => queue.add(key))
    pods.onChange(({ now, before }) => {
      const { namespace = '', owners } = (now ?? before).metadata
      for (const { kind, name } of owners) if (kind === 'Deployment') queue.add(keyOf({ namespace, name }))
    })
  }
}

import { z } from 'zod'
import { meta, type Meta } from './object.ts'

/** `EndpointSlice` of discovery.k8s.io/v1: where a Service's traffic goes. Lists of an empty slice are null there. */
export interface EndpointSlice {
  readonly kind: 'EndpointSlice'
  readonly meta: Meta
  /** The Service it belongs to, by its label. */
  readonly service?: string
  readonly endpoints: readonly Endpoint[]
  readonly ports: readonly EndpointPort[]
}

export interface Endpoint {
  readonly address: string
  /** Gets traffic. Unset in the cluster means so. */
  readonly ready: boolean
  readonly terminating: boolean
  readonly node?: string
  /** Name of the Pod behind it, where it is one. */
  readonly pod?: string
}

export interface EndpointPort {
  /** Empty for the only port of a Service without names. */
  readonly name: string
  readonly protocol: string
  readonly port?: number
}

const endpoint = z
  .object({
    addresses: z.array(z.string()).nullish(),
    conditions: z.object({ ready: z.boolean().nullish(), terminating: z.boolean().nullish() }).nullish(),
    nodeName: z.string().nullish(),
    targetRef: z.object({ kind: z.string().nullish(), name: z.string().nullish() }).nullish(),
  })
  .transform(({ addresses, conditions, nodeName, targetRef }): Endpoint[] =>
    // Addresses of one endpoint are the same thing; consumers take the first [Kubernetes].
    (addresses ?? []).slice(0, 1).map((address) => ({
      address,
      ready: conditions?.ready ?? true,
      terminating: conditions?.terminating ?? false,
      ...(nodeName && { node: nodeName }),
      ...(targetRef?.kind === 'Pod' && targetRef.name && { pod: targetRef.name }),
    })),
  )

const port = z
  .object({ name: z.string().nullish(), protocol: z.string().nullish(), port: z.number().nullish() })
  .transform((raw): EndpointPort => ({
    name: raw.name ?? '',
    protocol: raw.protocol ?? 'TCP',
    ...(raw.port != null && { port: raw.port }),
  }))

export const endpointSlice = z
  .object({ metadata: meta, endpoints: z.array(endpoint).nullish(), ports: z.array(port).nullish() })
  .transform(({ metadata, endpoints, ports }): EndpointSlice => {
    const owner = metadata.labels?.['kubernetes.io/service-name']
    return {
      kind: 'EndpointSlice',
      meta: metadata,
      endpoints: (endpoints ?? []).flat(),
      ports: ports ?? [],
      ...(owner && { service: owner }),
    }
  })

import type { Feature } from '@kube-dc/networking/joins/views'

const FEATURES: Readonly<Record<Feature['feature'], string>> = {
  database: 'database',
  cluster: 'managed cluster',
}

/** "managed cluster k8s-lab"; without a name where the object does not tell it. */
export function madeByWords({ feature, name }: Feature): string {
  return name === undefined ? FEATURES[feature] : `${FEATURES[feature]} ${name}`
}

interface Port {
  readonly protocol: string
  readonly port: number
}

/** "4317, 4318/TCP, 53/UDP", in the order of the object. */
export function portsWords(ports: readonly Port[]): string {
  return ports
    .map(({ protocol, port }, index) =>
      ports[index + 1]?.protocol === protocol ? String(port) : `${port}/${protocol}`,
    )
    .join(', ')
}

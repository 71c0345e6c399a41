import { notAcceptable } from './status.ts'

/** Forms in which objects are answered. */
export type Form = 'object' | 'table' | 'partial'

interface MediaRange {
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
}

function parseAccept(header: string | undefined): MediaRange[] {
  return (header ?? '*/*')
    .split(',')
    .map((part) => part.split(';').map((piece) => piece.trim()))
    .map(([type = '', ...parameters]) => ({
      type: type.toLowerCase(),
      parameters: new Map(
        parameters.map((parameter) => {
          const [key = '', value = ''] = parameter.split('=')
          return [key, value] as const
        }),
      ),
    }))
}

function isJson({ type }: MediaRange): boolean {
  return type === 'application/json' || type === 'application/*' || type === '*/*' || type === ''
}

/**
 * The first form in the Accept header that this server has.
 *
 * @throws {StatusError} 406 when there is none.
 */
export function negotiate(accept: string | undefined): Form {
  for (const range of parseAccept(accept).filter(isJson)) {
    const as = range.parameters.get('as')
    const meta = range.parameters.get('g') === 'meta.k8s.io' && range.parameters.get('v') === 'v1'
    if (as === undefined) return 'object'
    if (meta && as === 'Table') return 'table'
    if (meta && (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList')) return 'partial'
  }
  throw notAcceptable()
}

/** Whether the client takes the aggregated form of discovery, which names all groups at once. */
export function wantsAggregatedDiscovery(accept: string | undefined): boolean {
  return parseAccept(accept).some(
    ({ parameters }) =>
      parameters.get('g') === 'apidiscovery.k8s.io' &&
      parameters.get('v') === 'v2' &&
      parameters.get('as') === 'APIGroupDiscoveryList',
  )
}

import type { ChannelAddress } from '@kube-dc/api/channel'
import { endpoints } from '@kube-dc/api/endpoints'
import type { Request, Response } from 'express'
import { ENCODINGS, type Encoding } from '../channels/snapshot.ts'
import { ANSWERED, route, type Visitor } from '../http/route.ts'
import { questionsOf } from '../live/permission.ts'
import { forbidden } from '../problem-error.ts'
import { whenReadable } from './readable.ts'
import type { RouteParts } from './parts.ts'

/**
 * Not the framework's `request.fresh`: a browser whose page sets If-None-Match adds `Cache-Control: no-cache` by itself,
 * which that takes for a wish to be sent everything.
 */
function isKnown(request: Request, etag: string): boolean {
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return known?.includes(etag) ?? false
}

function acceptedEncoding(request: Request): Encoding {
  const accepted = request.acceptsEncodings([...ENCODINGS])
  return ENCODINGS.find((encoding) => encoding === accepted) ?? 'identity'
}

export function channelRoutes({ access, hub }: Pick<RouteParts, 'access' | 'hub'>) {
  async function sendSnapshot(
    address: ChannelAddress,
    request: Request,
    response: Response,
    { caller }: Visitor,
  ): Promise<typeof ANSWERED> {
    // First the wait, then the question: the answer must be fresh when it is relied on.
    await whenReadable(hub.source(address.kind))
    if (!(await access.allAllowed(caller, questionsOf(address)))) throw forbidden()
    const snapshot = hub.channel(address).snapshot()
    response
      .set('etag', snapshot.etag)
      .set('cache-control', 'private, no-cache')
      .set('vary', 'accept-encoding, cookie')
    if (isKnown(request, snapshot.etag)) {
      response.status(304).end()
      return ANSWERED
    }
    const { encoding, bytes } = await snapshot.body(acceptedEncoding(request))
    if (encoding !== 'identity') response.set('content-encoding', encoding)
    response.type('json').send(bytes)
    return ANSWERED
  }

  return {
    channel: route(endpoints.channel, ({ params, request, response }, visitor) =>
      sendSnapshot(params, request, response, visitor),
    ),
    singleton: route(endpoints.singleton, ({ params, request, response }, visitor) =>
      sendSnapshot(params, request, response, visitor),
    ),
  }
}

import type { ChannelKind, Snapshot } from '@kube-dc/api/channel'
import { ApiError, createClient, type ApiClient } from '@kube-dc/api/client'
import { isReportName } from '@kube-dc/networking/model/kind-names'
import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { createContext as createRouterContext } from 'react-router'
import { ChannelClient } from '../live/channel-client.ts'
import type { AddressOf } from '../live/channel.ts'
import type { Environment } from '../live/environment.ts'
import { SessionEnd } from '../session/session-end.ts'
import { createQueryClient } from './query-client.ts'

/** What the application is made of, once per tab. */
export interface Services {
  readonly api: ApiClient
  readonly queryClient: QueryClient
  readonly live: ChannelClient
  readonly sessionEnd: SessionEnd
}

export interface Outside {
  readonly fetch: typeof globalThis.fetch
  readonly environment: Environment
}

/** Puts the application together. Whoever learns that the session has ended tells `sessionEnd`. */
export function createServices({ fetch, environment }: Outside): Services {
  const sessionEnd = new SessionEnd()
  const api = createClient({
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      if (response.status === 401) sessionEnd.ended()
      return response
    },
  })
  const live = new ChannelClient({
    environment,
    fetchSnapshot: (address, since, signal) => fetchSnapshot(api, address, since, signal),
    onSignedOut: () => sessionEnd.ended(),
    reachable: () => isReachable(api),
  })
  sessionEnd.subscribe(() => {
    if (sessionEnd.hasEnded) live.signedOut()
    else live.restart()
  })
  return { api, live, sessionEnd, queryClient: createQueryClient() }
}

/** A handshake that fails tells the page nothing; an ordinary request tells why. */
async function isReachable(api: ApiClient): Promise<boolean> {
  try {
    await api.call('session')
    return true
  } catch (error) {
    return !(error instanceof ApiError) || error.problem.code !== 'server-unreachable'
  }
}

/** Reads a snapshot; `undefined` when the server has nothing newer than the position `since`. */
async function fetchSnapshot(
  api: ApiClient,
  { kind, namespace, name }: AddressOf<ChannelKind>,
  since: string | undefined,
  signal: AbortSignal,
): Promise<Snapshot | undefined> {
  const headers: Record<string, string> = since === undefined ? {} : { 'if-none-match': `"${since}"` }
  const options = { signal, headers }
  const { answer } =
    name === undefined || isReportName(kind)
      ? await api.request('channel', { params: { kind, namespace } }, options)
      : await api.request('singleton', { params: { kind, namespace, name } }, options)
  return answer
}

export const ServicesContext = createContext<Services | undefined>(undefined)

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('There is no ServicesContext above this component')
  return services
}

/** The same for the loaders of routes. */
export const servicesContext = createRouterContext<Services>()

import { ANSWERS, ANSWER_WORDS, type Answer } from '@kube-dc/networking/methods/methods'
import type { Views } from '@kube-dc/networking/joins/views'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useParams } from 'react-router'
import { CONTENTS } from '../learn-contents.ts'
import { LISTS, type ListKind } from '../lists.ts'
import type { PaletteItem, PaletteSource } from '../../parts/command-palette/types.ts'
import { projectsQuery } from '../../session/session-query.ts'
import { useSignOut } from '../../session/use-sign-out.ts'
import { useStable } from '../../parts/use-stable.ts'
import { useColorMode } from '../../theme/Theme.tsx'
import { openNetwork, type OpenNetwork } from '../open-network.ts'
import { paths, type ProjectParams } from '../paths.ts'
import { useServices } from '../services.ts'
import { createObjectItems } from './object-items.ts'
import { createTargetItems } from './target-items.ts'

/** What the palette can go to and do, best first where nothing else decides; followed only while it is open. */
export function usePaletteSources(): readonly PaletteSource[] {
  const { organization, project } = useParams()
  const pages = useMemo(
    () => (organization && project ? pagesOf({ organization, project }) : []),
    [organization, project],
  )
  const projects = useProjects()
  const actions = useActions()
  const objects = useObjects()
  const targets = useTargets()
  return useMemo(
    () => [...pages, projects, actions, ...objects, ...targets],
    [pages, projects, actions, objects, targets],
  )
}

const KINDS = ['external-ips', 'floating-ips', 'load-balancers', 'gateway-routes'] as const

function pagesOf(params: ProjectParams): readonly PaletteSource[] {
  const items: readonly PaletteItem[] = [
    { id: 'page:overview', name: 'Overview', kind: 'Page', words: 'network', to: paths.overview(params) },
    ...KINDS.map((kind) => ({
      id: `page:${kind}`,
      name: LISTS[kind].title,
      kind: 'Page',
      to: LISTS[kind].list(params),
    })),
    {
      id: 'page:organization',
      name: `All External IPs of ${params.organization}`,
      kind: 'Page',
      to: paths.organization(params.organization),
    },
    {
      id: 'page:operations',
      name: 'Operations',
      kind: 'Page',
      words: 'undo finish history begun',
      to: paths.operations(params),
    },
    {
      id: 'action:expose',
      name: 'Expose something…',
      kind: 'Action',
      words: `new which method wizard publish internet ${ANSWERS.map(wordsOf).join(' ')}`,
      to: paths.expose(params),
    },
    ...ANSWERS.map((answer) => ({
      id: `action:expose-${answer}`,
      name: `Expose: ${ANSWER_WORDS[answer].title}…`,
      kind: 'Action',
      words: wordsOf(answer),
      to: paths.expose(params, { answer }),
    })),
    {
      id: 'action:create-load-balancer',
      name: 'Create load balancer…',
      kind: 'Action',
      words: 'new add service port',
      to: paths.createLoadBalancer(params),
    },
    {
      id: 'action:create-floating-ip',
      name: 'Create floating IP…',
      kind: 'Action',
      words: 'new add nat vm',
      to: paths.createFloatingIp(params),
    },
    {
      id: 'action:create-gateway-route',
      name: 'Create gateway route…',
      kind: 'Action',
      words: 'new add hostname https',
      to: paths.createGatewayRoute(params),
    },
    {
      id: 'action:create-external-ip',
      name: 'Create External IP…',
      kind: 'Action',
      words: 'new add address',
      to: paths.createExternalIp(params),
    },
  ]
  return [{ id: 'pages', label: `In ${params.project}`, items }, learnOf(params)]
}

/** What an answer of the wizard is found by beside its title. */
function wordsOf(answer: Answer): string {
  const { title, detail, searched } = ANSWER_WORDS[answer]
  return `${title} ${detail} ${searched}`
}

function learnOf(params: ProjectParams): PaletteSource {
  const items = CONTENTS.flatMap(({ pages }) =>
    pages.map(({ slug, title, searched }) => ({
      id: `learn:${slug}`,
      name: title,
      kind: 'Learn',
      words: searched,
      to: paths.learn(params, slug),
    })),
  )
  return { id: 'learn', label: 'Learn', items }
}

const NONE: readonly PaletteSource[] = []

/** The objects of the open Project, as the page behind follows them. */
function useObjects(): readonly PaletteSource[] {
  const open = useSyncExternalStore(openNetwork.subscribe, openNetwork.current)
  const itemsOf = useMemo(() => open && createObjectItems(open.params), [open])
  const externalIps = useViews(open, 'external-ips')
  const floatingIps = useViews(open, 'floating-ips')
  const loadBalancers = useViews(open, 'load-balancers')
  const gatewayRoutes = useViews(open, 'gateway-routes')
  const notes = useNotes(open)
  return useMemo(() => {
    if (!itemsOf) return NONE
    const items = {
      'external-ips': itemsOf('external-ips', externalIps),
      'floating-ips': itemsOf('floating-ips', floatingIps),
      'load-balancers': itemsOf('load-balancers', loadBalancers),
      'gateway-routes': itemsOf('gateway-routes', gatewayRoutes),
    }
    const told = notes.split('\n')
    return KINDS.map((kind, index) => {
      const note = told[index]
      return { id: kind, label: LISTS[kind].title, items: items[kind], ...(note && { note }) }
    })
  }, [itemsOf, externalIps, floatingIps, loadBalancers, gatewayRoutes, notes])
}

const NO_VIEWS: readonly never[] = []

/** VMs and Services of the open Project: what each can be exposed as, the wizard knows. */
function useTargets(): readonly PaletteSource[] {
  const open = useSyncExternalStore(openNetwork.subscribe, openNetwork.current)
  const itemsOf = useMemo(() => open && createTargetItems(open.params), [open])
  const targets = useViews(open, 'targets')
  return useMemo(
    () => (itemsOf ? [{ id: 'targets', label: 'Expose', items: itemsOf(targets) }] : NONE),
    [itemsOf, targets],
  )
}

function useViews<K extends ListKind | 'targets'>(
  open: OpenNetwork | undefined,
  kind: K,
): readonly Views[K][] {
  const subscribe = useFollow(open)
  return useSyncExternalStore(subscribe, () => open?.network.views(kind) ?? NO_VIEWS)
}

/** Why objects of each kind are missing, one line for each: the same text for as long as it says the same. */
function useNotes(open: OpenNetwork | undefined): string {
  const subscribe = useFollow(open)
  return useSyncExternalStore(subscribe, () => KINDS.map((kind) => open && noteOf(open, kind)).join('\n'))
}

function noteOf({ network, params }: OpenNetwork, kind: ListKind): string | undefined {
  // Routes are asked for by Services: what hides the one hides the other, and is said once.
  if (kind === 'gateway-routes') return undefined
  const { title, source } = LISTS[kind]
  const sight = network.sight(source)
  if (sight === 'loading') return `${title} are still being read.`
  return sight === 'forbidden' ? `Your role may not list ${title} in ${params.project}.` : undefined
}

function useFollow(open: OpenNetwork | undefined): (listener: () => void) => () => void {
  return useCallback((listener: () => void) => open?.network.subscribe(listener) ?? (() => {}), [open])
}

function useProjects(): PaletteSource {
  const { api } = useServices()
  const { data, isPending } = useQuery(projectsQuery(api))
  return useMemo(() => {
    const items = (data ?? []).map(({ organization, name }): PaletteItem => ({
      id: `project:${organization}/${name}`,
      name,
      kind: 'Project',
      hint: organization,
      to: paths.project({ organization, project: name }),
    }))
    const source = { id: 'projects', label: 'Projects', items }
    if (isPending) return { ...source, note: 'Your Projects are still being read.' }
    return data ? source : { ...source, note: 'Your Projects could not be read.' }
  }, [data, isPending])
}

function useActions(): PaletteSource {
  const { shown, setMode } = useColorMode()
  const signOut = useStable(useSignOut())
  return useMemo(() => {
    const next = shown === 'dark' ? 'light' : 'dark'
    return {
      id: 'actions',
      label: 'Actions',
      items: [
        {
          id: 'action:theme',
          name: `Switch to ${next}`,
          kind: 'Action',
          words: 'theme colours',
          run: () => setMode(next),
        },
        { id: 'action:sign-out', name: 'Sign out', kind: 'Action', words: 'log out leave', run: signOut },
      ],
    }
  }, [shown, setMode, signOut])
}

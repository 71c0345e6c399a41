import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { PathCard, PathSection } from './PathCard.tsx'
import { pathWords } from './path-words.ts'
import { TrafficPath } from './TrafficPath.tsx'
import type { Path, PathMember } from './types.ts'

const PATH: Path = {
  hops: [
    { state: 'end', kind: '', name: 'Internet', reason: 'any client' },
    { state: 'ok', kind: 'External IP', name: 'uplink-a', href: '/uplink-a', detail: '203.0.113.14' },
    { state: 'broken', kind: 'Load balancer', name: 'grafana', reason: 'Selector matches no pod' },
    { state: 'ok', kind: 'Pods', name: 'grafana-0' },
  ],
  connectors: [
    { state: 'passes', label: 'to 203.0.113.14' },
    { state: 'stops', label: 'port 3000' },
    { state: 'waits' },
  ],
}

function endpoints(count: number, notReady = 0): readonly PathMember[] {
  return Array.from({ length: count }, (_, index) => ({
    state: index < notReady ? 'broken' : 'ok',
    name: `pod-${index}`,
  }))
}

function show(path: Path) {
  const { container } = render(<TrafficPath label="Traffic path" {...path} />, { wrapper: MemoryRouter })
  return {
    user: userEvent.setup(),
    lines: () =>
      [...container.querySelectorAll('[class*=line-]')].map((line) => /line-(\w+)/.exec(line.className)?.[1]),
  }
}

afterEach(() => {
  vi.restoreAllMocks()
})

it('says in words all that its picture says', () => {
  const from = { state: 'end', kind: 'From', name: 'Internet' } as const
  expect(pathWords({ hops: [from], connectors: [] })).toBe('From Internet.')
  expect(pathWords(PATH)).toBe(
    'From Internet: any client. Traffic passes, to 203.0.113.14, to External IP uplink-a, 203.0.113.14: ready. ' +
      'Not proven that traffic passes, port 3000, to Load balancer grafana: broken, Selector matches no pod. ' +
      'Traffic will pass when the wait ends, to Pods grafana-0: ready.',
  )
})

it('is an ordered list of hops in a group whose label is the path in words', () => {
  show(PATH)
  const group = screen.getByRole('group', { name: `Traffic path. ${pathWords(PATH)}` })
  const hops = within(group).getAllByRole('listitem')
  expect(hops.map((hop) => hop.textContent)).toEqual([
    'Internetany clientto 203.0.113.14Traffic passes, to 203.0.113.14.',
    'Ready: External IPuplink-a203.0.113.14port 3000Not proven that traffic passes, port 3000.',
    'Broken: Load balancergrafanaSelector matches no podTraffic will pass when the wait ends.',
    'Ready: Podsgrafana-0',
  ])
})

it('draws each line as the data say, and a hop after a broken one keeps its own state', () => {
  const { lines } = show(PATH)
  expect(lines()).toEqual(['passes', 'stops', 'waits'])
  const last = screen.getAllByRole('listitem').at(-1)
  expect(last?.querySelector('[data-state]')).toHaveAttribute('data-state', 'ok')
})

it('never draws that traffic passes to or from a hop that cannot be seen', () => {
  const { lines } = show({
    hops: [
      { state: 'ok', kind: 'Source NAT', name: 'default-gw' },
      { state: 'hidden', kind: 'Provider network', reason: 'Run by the platform' },
      { state: 'end', kind: '', name: 'Internet' },
    ],
    connectors: [{ state: 'passes' }, { state: 'passes' }],
  })
  expect(lines()).toEqual(['stops', 'stops'])
  expect(screen.getByText('Not visible to you')).toBeVisible()
})

it('does not claim that traffic passes where the data say nothing', () => {
  const { lines } = show({ ...PATH, connectors: [] })
  expect(lines()).toEqual(['stops', 'stops', 'stops'])
})

it('makes each hop one tab stop, and arrows move along the path', async () => {
  const { user } = show(PATH)
  await user.tab()
  expect(screen.getByRole('group', { name: 'Internet: any client' })).toHaveFocus()
  await user.keyboard('{ArrowRight}')
  const link = screen.getByRole('link', { name: 'uplink-a' })
  expect(link).toHaveFocus()
  expect(link).toHaveAttribute('href', '/uplink-a')
  expect(link).toHaveAccessibleDescription(/External IP.*203\.0\.113\.14/)
  await user.tab()
  expect(screen.getByRole('group', { name: /^Load balancer grafana/ })).toHaveFocus()
  await user.keyboard('{End}{ArrowDown}')
  expect(screen.getByRole('group', { name: 'Pods grafana-0: ready' })).toHaveFocus()
  await user.keyboard('{Home}{ArrowUp}')
  expect(screen.getByRole('group', { name: 'Internet: any client' })).toHaveFocus()
})

it('names a hop of several by how many are ready, and lists a few of them at once', () => {
  show({ hops: [{ state: 'partly', kind: 'Endpoints', members: endpoints(3, 1) }], connectors: [] })
  const list = screen.getByRole('list', { name: '2 of 3 ready' })
  expect(within(list).getAllByRole('listitem')).toHaveLength(3)
  expect(within(list).getByRole('img', { name: 'Broken' })).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})

it('folds many of them, and says how many more there are than anybody reads', async () => {
  const { user } = show({
    hops: [{ state: 'ok', kind: 'Endpoints', members: endpoints(120) }],
    connectors: [],
  })
  expect(screen.queryByText('pod-0')).toBeNull()
  const fold = screen.getByRole('button', { name: 'Show all 120', expanded: false })
  await user.click(fold)
  expect(screen.getByText('pod-0')).toBeVisible()
  expect(screen.getByText('and 70 more')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Show fewer', expanded: true }))
  expect(screen.queryByText('pod-0')).toBeNull()
})

it.each([
  [600, 5, true],
  [599, 5, false],
  [1400, 8, false],
])('at %i px, %i hops stand in a row: %s', (width, count, expected) => {
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(width)
  const hops = Array.from({ length: count }, (_, index) => ({
    state: 'ok' as const,
    kind: 'Hop',
    name: `h${index}`,
  }))
  show({ hops, connectors: hops.slice(1).map(() => ({ state: 'passes' as const })) })
  expect(screen.getByRole('group', { name: /^Traffic path/ }).classList.contains('row')).toBe(expected)
})

it.each([
  ['card', <PathCard title="The way out" foot="MTU 1400" {...PATH} />],
  ['section', <PathSection title="The way out" {...PATH} />],
])('swaps picture and sentence in a %s', async (_, part) => {
  const user = userEvent.setup()
  render(part, { wrapper: MemoryRouter })
  await user.click(screen.getByRole('button', { name: 'As text' }))
  expect(screen.getByRole('group', { name: 'The way out' })).toHaveTextContent(pathWords(PATH))
  expect(screen.queryByRole('list')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'As picture' }))
  expect(screen.getAllByRole('listitem')).toHaveLength(4)
})

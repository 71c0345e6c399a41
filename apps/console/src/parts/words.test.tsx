import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { describe, expect, it, vi } from 'vitest'
import { TypeChip } from './Chip.tsx'
import { Empty } from './Empty.tsx'
import { LiveIndicator } from './LiveIndicator.tsx'
import { MicroPath } from './MicroPath.tsx'
import { Ownership } from './Ownership.tsx'
import { ProblemBox } from './ProblemBox.tsx'
import { StateGlyph, STATE_WORDS, type GlyphState } from './StateGlyph.tsx'
import { TabLinks } from './TabLinks.tsx'
import { YamlView } from './YamlView.tsx'

describe('StateGlyph', () => {
  const states: readonly GlyphState[] = [
    'ok',
    'waiting',
    'broken',
    'unknown',
    'hidden',
    'end',
    'new',
    'impossible',
    'info',
  ]

  it.each(states)('%s has its word where nothing else says it, and is silent beside words', (state) => {
    const { rerender } = render(<StateGlyph state={state} named />)
    expect(screen.getByRole('img', { name: STATE_WORDS[state] })).toBeInTheDocument()
    rerender(<StateGlyph state={state} />)
    expect(screen.queryByRole('img')).toBeNull()
  })

  it('draws every state in its own shape, as colour alone says nothing', () => {
    const shapes = states.map(
      (state) => render(<StateGlyph state={state} />).container.querySelector('svg')?.innerHTML,
    )
    expect(new Set(shapes).size).toBe(states.length)
  })
})

describe('MicroPath', () => {
  function lines(...hops: Parameters<typeof MicroPath>[0]['hops']) {
    const { container } = render(<MicroPath hops={hops} />)
    return [...container.querySelectorAll('.passes, .stops')].map((line) => line.getAttribute('class'))
  }

  it.each([
    [['ok', 'ok'], ['passes']],
    [
      ['ok', 'partly', 'ok'],
      ['passes', 'passes'],
    ],
    [
      ['ok', 'waiting', 'ok'],
      ['stops', 'stops'],
    ],
    [
      ['broken', 'ok', 'ok'],
      ['stops', 'passes'],
    ],
    [
      ['ok', 'hidden', 'unknown', 'idle'],
      ['stops', 'stops', 'stops'],
    ],
    [['ok'], []],
    [[], []],
  ] as const)('%j is joined by %j', (hops, expected) => {
    expect(lines(...hops)).toEqual(expected)
  })
})

it('says a type and an ownership that it does not know as they are', () => {
  render(
    <>
      <TypeChip type="unknown" />
      <Ownership ownership="constructor" />
    </>,
  )
  expect(screen.getByText('Unknown')).toBeVisible()
  expect(screen.getByText('constructor').querySelector('svg')).toBeNull()
})

it('tells how current the page is', () => {
  const { rerender } = render(<LiveIndicator live={{ state: 'live' }} />)
  expect(screen.getByRole('status')).toHaveTextContent(/^Live$/)
  const since = new Date(2026, 7, 2, 14, 2).getTime()
  rerender(<LiveIndicator live={{ state: 'reconnecting', since }} />)
  expect(screen.getByRole('status')).toHaveTextContent('Reconnecting since 14:02')
  rerender(<LiveIndicator live={{ state: 'offline', since }} />)
  expect(screen.getByRole('status')).toHaveTextContent('Offline: data as of 14:02')
})

it('shows a server’s words as text, with the request they belong to', async () => {
  const onRetry = vi.fn()
  render(
    <ProblemBox
      title="The External IPs could not be read"
      problem={{ error: '<script>alert(1)</script>', requestId: 'r-17' }}
      onRetry={onRetry}
    />,
  )
  expect(screen.getByRole('alert')).toHaveTextContent('<script>alert(1)</script>')
  expect(screen.getByRole('alert')).toHaveTextContent('r-17')
  await userEvent.click(screen.getByRole('button', { name: 'Try now' }))
  expect(onRetry).toHaveBeenCalledTimes(1)
})

it('has the next step where nothing is yet', () => {
  render(
    <Empty
      what="An address that others can reach."
      here="edge has none yet."
      action={<button>Create</button>}
    />,
  )
  expect(screen.getByText('edge has none yet.')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Create' })).toBeVisible()
})

it('marks the tab one is on, by path or as told', () => {
  render(
    <MemoryRouter initialEntries={['/a/x']}>
      <TabLinks
        label="Networking"
        tabs={[
          { label: 'A', to: '/a', count: 1286, broken: 12 },
          { label: 'B', to: '/b' },
        ]}
      />
      <TabLinks
        label="Details"
        size="panel"
        tabs={[
          { label: 'Summary', to: '?', current: false },
          { label: 'YAML', to: '?tab=yaml', current: true },
        ]}
      />
    </MemoryRouter>,
  )
  expect(screen.getAllByRole('link', { current: 'page' }).map((link) => link.textContent)).toEqual([
    'A1,28612 broken',
    'YAML',
  ])
  expect(screen.getByRole('link', { name: 'A 1,286 12 broken' })).toBeVisible()
})

it('shows a manifest exactly, and copies it whole', async () => {
  const user = userEvent.setup()
  const yaml = 'kind: EIp\nspec:\n  note: "a: <b>"\n  - url: http://x\n# done\n'
  const { container } = render(<YamlView yaml={yaml} fileName="uplink-a.yaml" />)
  expect(container.querySelector('pre')?.textContent.trimEnd()).toBe(yaml.trimEnd())
  await user.click(screen.getByRole('button', { name: 'Copy uplink-a.yaml' }))
  expect(await navigator.clipboard.readText()).toBe(yaml)
})

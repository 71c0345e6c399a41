import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { describe, expect, it } from 'vitest'
import { CodeBlock } from './CodeBlock.tsx'
import { Counts } from './Counts.tsx'
import { Finding } from './Finding.tsx'
import { FindingList } from './FindingList.tsx'
import { QuotaMeter } from './QuotaMeter.tsx'
import { SmallTable } from './SmallTable.tsx'

describe('Counts', () => {
  it('links each count to its list and says the worst of it; an unknown count is no 0', () => {
    render(
      <Counts
        label="What this Project has"
        counts={[
          { label: 'External IPs', to: '/ips', count: 1200, state: 'broken', words: '1 without an address' },
          { label: 'Gateway routes', to: '/routes', state: 'hidden', words: 'your role may not list them' },
        ]}
      />,
      { wrapper: MemoryRouter },
    )
    const [ips, routes] = within(screen.getByRole('list', { name: 'What this Project has' })).getAllByRole(
      'link',
    )
    expect(ips).toHaveAccessibleName('1,200 External IPs 1 without an address')
    expect(ips).toHaveAttribute('href', '/ips')
    expect(routes).toHaveAccessibleName('– Gateway routes your role may not list them')
  })
})

describe('QuotaMeter', () => {
  function meter(used: number, limit?: number) {
    const { container } = render(
      <QuotaMeter label="Public IPv4" used={used} limit={limit}>
        Counted over all Projects.
      </QuotaMeter>,
    )
    return { bar: container.querySelector<HTMLElement>('.bar')?.style.width, words: container.textContent }
  }

  it.each([
    [1, 4, '25%', 'Public IPv41 of 4 Counted'],
    [3, 3, '100%', 'Public IPv43 of 3Full. Counted'],
    [4, 3, '100%', 'Public IPv44 of 3Full. Counted'],
    [0, 0, '100%', 'Public IPv40 of 0Full. Counted'],
    [7, undefined, undefined, 'Public IPv47, no limit Counted'],
  ])('%i of %s is a bar of %s', (used, limit, bar, words) => {
    const shown = meter(used, limit)
    expect(shown.bar).toBe(bar)
    expect(shown.words).toContain(words)
  })

  it('says to assistive technology what the bar shows', () => {
    meter(3, 3)
    const bar = screen.getByRole('meter', { name: 'Public IPv4' })
    expect(bar).toHaveAttribute('aria-valuetext', '3 of 3, full')
    expect(bar).toHaveAttribute('aria-valuenow', '3')
    expect(bar).toHaveAttribute('aria-valuemax', '3')
  })
})

describe('findings', () => {
  it('are listed with state, way to their subject, why, consequences and a remedy', () => {
    render(
      <FindingList
        label="Needs attention"
        findings={[
          {
            id: '1',
            state: 'broken',
            title: 'grafana has nothing behind it',
            to: '/grafana',
            why: 'Its selector matches no pod.',
            consequences: ['route grafana answers 503'],
            action: <button>Compare labels</button>,
          },
        ]}
      />,
      { wrapper: MemoryRouter },
    )
    const [line] = within(screen.getByRole('list', { name: 'Needs attention' })).getAllByRole('listitem')
    expect(line).toHaveTextContent('Its selector matches no pod.Folded under this: route grafana answers 503')
    expect(screen.getByRole('img', { name: 'Broken' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'grafana has nothing behind it' })).toHaveAttribute(
      'href',
      '/grafana',
    )
    expect(screen.getByRole('button', { name: 'Compare labels' })).toBeVisible()
  })

  it('fold consequences beyond a few, and show them all when asked', async () => {
    const user = userEvent.setup()
    render(<Finding state="broken" title="No address left" consequences={['a', 'b', 'c', 'd', 'e']} />)
    expect(screen.getByText(/^Folded under this/)).toHaveTextContent('Folded under this: a, b, c and 2 more')
    await user.click(screen.getByRole('button', { name: 'and 2 more', expanded: false }))
    expect(screen.getByText(/^Folded under this/)).toHaveTextContent('a, b, c, d, e Show fewer')
  })

  it('say nothing of consequences where there are none', () => {
    render(<Finding state="broken" title="No address left" />)
    expect(screen.queryByText(/Folded/)).toBeNull()
  })
})

describe('SmallTable', () => {
  const rows = [{ pod: 'collector-1', ready: true }]
  const columns = [
    { id: 'pod', header: 'Endpoint', cell: (row: (typeof rows)[number]) => row.pod },
    { id: 'ready', header: 'Readiness', cell: (row: (typeof rows)[number]) => String(row.ready) },
  ]

  it.each(['framed', 'plain'] as const)('is a named table with headers, also when it looks %s', (look) => {
    render(
      <SmallTable label="Endpoints" columns={columns} rows={rows} rowId={({ pod }) => pod} look={look} />,
    )
    const table = screen.getByRole('table', { name: 'Endpoints' })
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map((header) => header.textContent),
    ).toEqual(['Endpoint', 'Readiness'])
    expect(
      within(table)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['collector-1', 'true'])
  })
})

describe('CodeBlock', () => {
  it('shows the code as it is and copies exactly that', async () => {
    const user = userEvent.setup()
    const code = 'curl https://web.example \\\n  --head'
    render(<CodeBlock code={code} what="command" />)
    expect(screen.getByLabelText('command')).toHaveProperty('textContent', code)
    await user.click(screen.getByRole('button', { name: 'Copy command' }))
    expect(await navigator.clipboard.readText()).toBe(code)
  })
})

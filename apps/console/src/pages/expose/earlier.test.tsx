import type { OperationView } from '@kube-dc/api/operations'
import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { allowedBff } from '../../test/allowed-bff.ts'
import { renderApp, useTestServer } from '../../test/app.tsx'

const EXPOSE = '/o/nimbus/p/edge/expose'
const TARGET = `${EXPOSE}/target?answer=service&method=load-balancer&use=own&type=public`
const server = useTestServer()

const begun = () => screen.findByRole('list', { name: 'Begun before' })

/** Types a target and leaves the wizard as a closed page does. */
async function breakOff(): Promise<string> {
  const app = renderApp(TARGET, server, allowedBff())
  await app.user.selectOptions(await screen.findByRole('combobox', { name: 'Target' }), 'own')
  await app.user.type(screen.getByRole('textbox', { name: 'Labels' }), 'app=mqtt')
  await app.user.click(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { name: 'Address and port' })
  const at = app.at()
  app.unmount()
  return at
}

it('offers the run that was broken off, at the step where it was', async () => {
  const at = await breakOff()
  const again = renderApp(EXPOSE, server, allowedBff())
  expect(
    within(await begun()).getByText('Not applied: you were at “Address and port”, step 3 of 5.'),
  ).toBeInTheDocument()
  await again.user.click(screen.getByRole('link', { name: 'Continue' }))
  await waitFor(() => expect(again.at()).toBe(at))
})

it('forgets a run that is discarded or cancelled', async () => {
  await breakOff()
  const discarded = renderApp(EXPOSE, server, allowedBff())
  await discarded.user.click(within(await begun()).getByRole('button', { name: 'Discard' }))
  expect(screen.queryByRole('list', { name: 'Begun before' })).not.toBeInTheDocument()
  discarded.unmount()

  const at = await breakOff()
  const cancelled = renderApp(at, server, allowedBff())
  await cancelled.user.click(await screen.findByRole('link', { name: 'Cancel' }))
  await waitFor(() => expect(cancelled.at()).toBe('/o/nimbus/p/edge/overview'))
  await cancelled.router.navigate(EXPOSE)
  await screen.findByRole('radio', { name: 'Web app or API' })
  expect(screen.queryByRole('list', { name: 'Begun before' })).not.toBeInTheDocument()
})

it('forgets a run that is applied', async () => {
  const answers = 'answer=service&method=load-balancer&target=own&labels=app%3Dmqtt&name=mqtt'
  const bff = allowedBff()
  const { user, at, router } = renderApp(
    `${EXPOSE}/review?${answers}&ports=8883:/tcp&use=own&type=public`,
    server,
    bff,
  )
  await screen.findByText(/The server accepts it/)
  await user.click(screen.getByRole('button', { name: 'Apply' }))
  await waitFor(() => expect(at()).toContain(`${EXPOSE}/apply?`))
  await router.navigate(EXPOSE)
  await screen.findByRole('radio', { name: 'Web app or API' })
  expect(screen.queryByRole('list', { name: 'Begun before' })).not.toBeInTheDocument()
})

it('shows what was finished while nobody looked, and where the rest is', async () => {
  const bff = allowedBff()
  bff.operations = [
    operation('a1b2c3d4e5f6a7b8', 'grafana', true),
    operation('b1b2c3d4e5f6a7b8', 'theirs', false),
  ]
  renderApp(EXPOSE, server, bff)
  const list = within(await begun())
  expect(list.getByRole('link', { name: 'Create gateway route grafana' })).toHaveAttribute(
    'href',
    '/o/nimbus/p/edge/operations/a1b2c3d4e5f6a7b8',
  )
  expect(list.getByText(/^Done\./)).toBeInTheDocument()
  expect(list.queryByText(/theirs/)).not.toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'All operations' })).toHaveAttribute(
    'href',
    '/o/nimbus/p/edge/operations',
  )
})

function operation(id: string, name: string, mine: boolean): OperationView {
  const subject = { kind: 'services', name } as const
  return {
    id,
    intent: 'create-gateway-route',
    subject,
    phase: 'done',
    running: false,
    startedBy: 'nimbus-developer',
    startedAt: '2026-11-01T10:00:00Z',
    mine,
    steps: [{ kind: 'external-ips', name: 'door', verb: 'create', state: 'done' }],
    plan: {
      intent: 'create-gateway-route',
      subject,
      steps: [{ verb: 'create', object: { kind: 'external-ips', name: 'door', networkType: 'cloud' } }],
    },
    review: 'r1',
  }
}

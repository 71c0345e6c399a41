import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { setupServer } from 'msw/node'
import { createMemoryRouter, RouterContextProvider } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { routes } from '../app/routes.tsx'
import { createServices, servicesContext, ServicesContext } from '../app/services.ts'
import { LiveContext } from '../live/use-channel.ts'
import { FakeBff } from './fake-bff.ts'
import { ORIGIN } from './handlers.ts'

/** One intercepting server for the tests of a file; whatever is not in the contract fails the test. */
export function useTestServer() {
  // On a busy machine all that a page loads takes its time. Said for each file: files share this module, and not settings.
  vi.setConfig({ testTimeout: 20_000 })
  const server = setupServer()
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => {
    server.resetHandlers()
    sessionStorage.clear()
    localStorage.clear()
  })
  afterAll(() => server.close())
  return server
}

/** The whole application at an address, on a server of its own. */
export function renderApp(path: string, server: ReturnType<typeof useTestServer>, bff = new FakeBff()) {
  server.use(...bff.handlers())
  const services = createServices({
    fetch: (input, init) => fetch(typeof input === 'string' ? new URL(input, ORIGIN) : input, init),
    environment: bff.environment,
  })
  const router = createMemoryRouter(routes, {
    initialEntries: [path],
    getContext: () => new RouterContextProvider(new Map([[servicesContext, services]])),
  })
  const view = render(
    <ServicesContext value={services}>
      <QueryClientProvider client={services.queryClient}>
        <LiveContext value={services.live}>
          <RouterProvider router={router} />
        </LiveContext>
      </QueryClientProvider>
    </ServicesContext>,
  )
  const at = () => `${router.state.location.pathname}${router.state.location.search}`
  return { ...view, bff, router, services, at, user: userEvent.setup() }
}

import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterContextProvider } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { routes } from './app/routes.tsx'
import { createServices, servicesContext, ServicesContext } from './app/services.ts'
import { browserEnvironment, watchTab } from './live/browser-environment.ts'
import { LiveContext } from './live/use-channel.ts'
import { Theme } from './theme/Theme.tsx'

const services = createServices({ fetch: window.fetch.bind(window), environment: browserEnvironment() })
watchTab(services.live)

const router = createBrowserRouter(routes, {
  getContext: () => new RouterContextProvider(new Map([[servicesContext, services]])),
})

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')
createRoot(root).render(
  <StrictMode>
    <Theme>
      <ServicesContext value={services}>
        <QueryClientProvider client={services.queryClient}>
          <LiveContext value={services.live}>
            <RouterProvider router={router} />
          </LiveContext>
        </QueryClientProvider>
      </ServicesContext>
    </Theme>
  </StrictMode>,
)

import { ApiError } from '@kube-dc/api/client'
import { render, screen } from '@testing-library/react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PageError } from './PageError.tsx'
import { PanelError } from './PanelError.tsx'

// React reports what boundaries catch; here that is the point.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => void vi.restoreAllMocks())

function show(error: unknown, ErrorBoundary = PageError) {
  const loader = () => {
    throw error
  }
  const router = createMemoryRouter([{ path: '/', loader, ErrorBoundary, Component: () => null }])
  render(<RouterProvider router={router} />)
}

it('says what the server said', async () => {
  show(new ApiError(503, { error: 'The server is shutting down.', code: 'shutting-down', requestId: 'r-1' }))
  expect(await screen.findByText('The server is shutting down.')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Try now' })).toBeInTheDocument()
  expect(document.title).toMatch(/cannot be shown/)
})

it.each([
  new TypeError('Failed to fetch dynamically imported module: https://x/assets/a.js'),
  new TypeError('error loading dynamically imported module: https://x/assets/a.js'),
  new TypeError('Importing a module script failed.'),
  new Error('Unable to preload CSS for /assets/a.css'),
])('explains that code is missing: %s', async (error) => {
  show(error)
  expect(await screen.findByText('A part of the console did not load')).toBeInTheDocument()
})

it('takes a fault of its own upon itself, with what may help to find it', async () => {
  show(new Error('x is <b>undefined</b>'))
  expect(await screen.findByText('The console has a fault here')).toBeInTheDocument()
  expect(screen.getByText('x is <b>undefined</b>')).toBeInTheDocument()
})

it('stays in the panel where only the panel failed', async () => {
  show('anything', PanelError)
  expect(await screen.findByRole('heading', { name: 'This cannot be shown' })).toBeInTheDocument()
})

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createHashRouter, RouterProvider } from 'react-router'
import { Theme } from '../../theme/Theme.tsx'
import { Gallery } from './Gallery.tsx'
import { ListGallery } from './ListGallery.tsx'
import { LoadBalancerGallery } from './LoadBalancerGallery.tsx'
import { OverviewGallery } from './OverviewGallery.tsx'
import { PathGallery } from './PathGallery.tsx'
import { PoolGallery } from './PoolGallery.tsx'

const router = createHashRouter([
  { path: '/', element: <Gallery /> },
  { path: '/paths', element: <PathGallery /> },
  { path: '/pools', element: <PoolGallery /> },
  { path: '/overview', element: <OverviewGallery /> },
  { path: '/load-balancers/:name?', element: <LoadBalancerGallery /> },
  { path: '/external-ips/:name?', element: <ListGallery /> },
])

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Theme>
        <RouterProvider router={router} />
      </Theme>
    </StrictMode>,
  )
}

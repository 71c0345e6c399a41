/** The tabs of Networking as the mocks have them. */
export const TABS = [
  { label: 'Overview', to: '/overview' },
  { label: 'External IPs', to: '/external-ips', count: 8, broken: 1 },
  { label: 'Floating IPs', to: '/floating-ips', count: 1 },
  { label: 'Load balancers', to: '/load-balancers', count: 7, broken: 2 },
  { label: 'Gateway routes', to: '/gateway-routes', count: 2, broken: 1 },
]

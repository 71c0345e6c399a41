import { useLocation, type Location } from 'react-router'
import type { z } from 'zod'

/** What a link within the application has said on the way here; after a reload of an older release it may be anything. */
export function useLocationState<T>(schema: z.ZodType<T>): T {
  const location: Location<unknown> = useLocation()
  return schema.parse(location.state)
}

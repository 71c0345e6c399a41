import { vi } from 'vitest'
import { admin, type Api } from './api.ts'

/** Waits for what the server does by itself, a little later. */
export function eventually(holds: () => Promise<boolean>): Promise<boolean> {
  return vi.waitUntil(holds, { timeout: 20_000, interval: 50 })
}

export const isGone = async (path: string) => (await admin.get(path)).status === 404

export const allows = (api: Api, path: string) => async () => (await api.get(path)).status === 200

import type { Environment } from './environment.ts'

/** The browser around the live connection. The socket goes to this page's own origin, where the cookie goes along. */
export function browserEnvironment(): Environment {
  return {
    now: () => Date.now(),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
    random: () => Math.random(),
    online: () => navigator.onLine,
    open: (handlers) => {
      const url = new URL('/api/live', location.href)
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      const socket = new WebSocket(url)
      socket.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') handlers.message(data)
      })
      socket.addEventListener('close', ({ code }) => handlers.closed(code))
      return {
        send: (text) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(text)
        },
        close: () => socket.close(),
      }
    },
  }
}

/** Tells the client when the tab is looked at again and when the device gains or loses its network. */
export function watchTab(client: { wake(): void; networkGone(): Promise<void> }): () => void {
  const visible = () => {
    if (document.visibilityState === 'visible') client.wake()
  }
  const wake = () => client.wake()
  const gone = () => void client.networkGone()
  document.addEventListener('visibilitychange', visible)
  // A page that comes back from the back/forward cache has lost its socket without being told.
  window.addEventListener('pageshow', wake)
  window.addEventListener('online', wake)
  window.addEventListener('offline', gone)
  return () => {
    document.removeEventListener('visibilitychange', visible)
    window.removeEventListener('pageshow', wake)
    window.removeEventListener('online', wake)
    window.removeEventListener('offline', gone)
  }
}

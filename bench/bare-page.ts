import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * The least that a page can do with the same data: fetch the whole list from the Kubernetes API in one request, put the
 * first rows on the screen as text, and follow the watch. What the console takes longer than this is the console's own.
 */
const PAGE = `<!doctype html><meta charset="utf-8"><title>bare</title><main id="rows"></main><script>
const rows = document.getElementById('rows'), shown = new Map()
const text = (o) => o.metadata.name + ' ' + ((o.status && o.status.ipAddress) || '') + ' ' + ((o.metadata.labels || {}).bench || '')
function show(o) {
  let row = shown.get(o.metadata.uid)
  if (!row) { row = rows.appendChild(document.createElement('p')); shown.set(o.metadata.uid, row) }
  row.textContent = text(o)
}
const path = new URLSearchParams(location.search).get('path')
fetch(path).then((r) => r.json()).then(async (list) => {
  list.items.slice(0, 30).forEach(show)
  const response = await fetch(path + '?watch=true&resourceVersion=' + list.metadata.resourceVersion)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\\n'); rest = lines.pop()
    lines.filter(Boolean).forEach((line) => { const e = JSON.parse(line); if (e.object.metadata.uid) show(e.object) })
  }
})</script>`

export interface BarePage {
  /** Address of the page for one collection of the API. */
  url(path: string): string
  stop(): Promise<void>
}

/** Serves the page and passes its requests on to the API with a token, on loopback. */
export async function serveBarePage(apiServer: string, token: string): Promise<BarePage> {
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/api')) {
      response.setHeader('content-type', 'text/html').end(PAGE)
      return
    }
    const ended = new AbortController()
    response.on('close', () => {
      ended.abort()
    })
    void forward(apiServer + request.url, token, ended.signal, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${port(server)}`
  return {
    url: (path) => `${origin}/?path=${encodeURIComponent(path)}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

async function forward(
  url: string,
  token: string,
  signal: AbortSignal,
  out: NodeJS.WritableStream,
): Promise<void> {
  const answer = await fetch(url, { signal, headers: { authorization: `Bearer ${token}` } })
  for await (const chunk of answer.body ?? []) out.write(chunk)
  out.end()
}

function port(server: Server): number {
  const address: string | AddressInfo | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('The bare page has no port')
  return address.port
}

import { CONSOLE_HEADER } from '@kube-dc/api/client'
import { WebSocket } from 'ws'

interface StoredCookie {
  readonly origin: string
  readonly name: string
  readonly value: string
  readonly path: string
}

/** As much of a browser as the console's server meets: cookies by origin and path, redirects, same-origin requests. */
export class Browser {
  readonly #console: string
  #cookies: StoredCookie[] = []

  /** @param consoleUrl Origin of the console. */
  constructor(consoleUrl: string) {
    this.#console = consoleUrl
  }

  /** One request without following a redirect. */
  async open(url: string, init: RequestInit = {}): Promise<Response> {
    const target = new URL(url, this.#console)
    const headers = new Headers(init.headers)
    const cookie = this.cookieHeader(target)
    if (cookie !== '') headers.set('cookie', cookie)
    const response = await fetch(target, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) this.#store(target.origin, line)
    return response
  }

  /** Follows redirects, as a person's visit does, and returns the page they lead to with its address. */
  async visit(url: string): Promise<{ response: Response; url: URL }> {
    let target = new URL(url, this.#console)
    for (let hops = 0; hops < 20; hops += 1) {
      const response = await this.open(target.href, { headers: { accept: 'text/html' } })
      const location = response.headers.get('location')
      if (location === null) return { response, url: target }
      target = new URL(location, target)
    }
    throw new Error(`Too many redirects from ${url}`)
  }

  /** Signs in as one of the lab's people, through the issuer's own page. Returns where the person ends up. */
  async signIn(realm: string, username: string, returnTo = '/'): Promise<URL> {
    const query = new URLSearchParams({ realm, return: returnTo })
    const arrived = await this.visit(`/auth/sign-in?${query.toString()}`)
    if (arrived.url.origin === this.#console) return arrived.url
    const page = await arrived.response.text()
    const [, action] = /action="([^"]+)"/.exec(page) ?? []
    if (action === undefined) throw new Error(`No sign-in page at ${arrived.url.href}: ${page}`)
    const chosen = await this.open(new URL(action, arrived.url).href, {
      method: 'POST',
      body: new URLSearchParams({ username }),
    })
    const location = chosen.headers.get('location')
    if (location === null) throw new Error(`The issuer did not take ${username}: ${await chosen.text()}`)
    return (await this.visit(new URL(location, arrived.url).href)).url
  }

  /** A request of the console's own page. */
  api(method: string, path: string, body?: unknown): Promise<Response> {
    return this.open(path, {
      method,
      headers: {
        [CONSOLE_HEADER]: '1',
        'sec-fetch-site': 'same-origin',
        ...(method !== 'GET' && { origin: this.#console }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  /** Opens the live connection, with headers as a page of the console sends them unless told otherwise. */
  live(headers: Record<string, string> = {}): WebSocket {
    const url = new URL('/api/live', this.#console)
    const cookie = this.cookieHeader(url)
    url.protocol = 'ws:'
    return new WebSocket(url, {
      headers: { origin: this.#console, ...(cookie !== '' && { cookie }), ...headers },
    })
  }

  /** What would be sent as `cookie` there. */
  cookieHeader(url: URL): string {
    return this.#cookies
      .filter(({ origin, path }) => origin === url.origin && url.pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
  }

  #store(origin: string, line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const equals = pair.indexOf('=')
    const name = pair.slice(0, equals)
    const value = pair.slice(equals + 1)
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/'
    this.#cookies = this.#cookies.filter(
      (one) => one.origin !== origin || one.name !== name || one.path !== path,
    )
    const expired = attributes.some((one) => /^expires=Thu, 01 Jan 1970/i.test(one))
    if (value !== '' && !expired) this.#cookies.push({ origin, name, value, path })
  }
}

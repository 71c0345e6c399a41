import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer, type Server, type Socket } from 'node:net'
import { generate } from 'selfsigned'

/** First byte of a TLS handshake; no HTTP request begins with it. */
const TLS_HANDSHAKE = 22

const CERTIFICATE_DAYS = 365

/** A certificate for loopback that signs itself: clients trust it by having it as their authority. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

export async function loopbackCertificate(): Promise<Certificate> {
  const notAfterDate = new Date(Date.now() + CERTIFICATE_DAYS * 24 * 3600 * 1000)
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'kube-apiserver' }], {
    notAfterDate,
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  })
  return { cert, key }
}

/** One loopback port that speaks both HTTP and HTTPS: kubectl sends tokens only over the latter. */
export class Listener {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #port: number

  constructor(port: number, certificate: Certificate, onRequest: RequestListener) {
    this.#port = port
    const http = createHttpServer(onRequest)
    const https = createHttpsServer(certificate, onRequest)
    for (const server of [http, https]) server.keepAliveTimeout = 60_000
    this.#server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      // A client that goes before it says anything is nobody's problem.
      socket.on('error', () => socket.destroy())
      socket.once('readable', () => {
        const chunk: unknown = socket.read(1)
        if (!Buffer.isBuffer(chunk)) return
        socket.unshift(chunk)
        const speaker = chunk[0] === TLS_HANDSHAKE ? https : http
        speaker.emit('connection', socket)
      })
    })
  }

  get port(): number {
    return this.#port
  }

  /** @throws when the port is taken. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#port, '127.0.0.1', () => {
        this.#server.off('error', reject)
        const address = this.#server.address()
        if (address !== null && typeof address === 'object') this.#port = address.port
        resolve()
      })
    })
  }

  /** Refuses connections and cuts those that are open. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      for (const socket of this.#sockets) socket.destroy()
    })
  }
}

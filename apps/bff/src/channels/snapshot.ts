import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

export const ENCODINGS = ['br', 'gzip', 'identity'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Smaller bodies are not worth the work of compressing them. */
const WORTH_COMPRESSING_BYTES = 1_024

/** One snapshot of a channel, serialised once and compressed once per encoding, for everybody who asks for it. */
export class Snapshot {
  /** With its quotes, as HTTP wants it. */
  readonly etag: string
  readonly #text: string
  readonly #bodies = new Map<Encoding, Promise<Buffer>>()

  constructor(etag: string, text: string) {
    this.etag = etag
    this.#text = text
  }

  /** The body, and how it is encoded: small ones stay as they are. */
  async body(accepted: Encoding): Promise<{ encoding: Encoding; bytes: Buffer }> {
    const encoding = this.#text.length < WORTH_COMPRESSING_BYTES ? 'identity' : accepted
    let bytes = this.#bodies.get(encoding)
    if (!bytes) {
      bytes = compress(encoding, Buffer.from(this.#text))
      this.#bodies.set(encoding, bytes)
    }
    return { encoding, bytes: await bytes }
  }
}

function compress(encoding: Encoding, bytes: Buffer): Promise<Buffer> {
  switch (encoding) {
    case 'br':
      // The low qualities beat gzip in time and size; the higher ones are for files that are compressed once.
      return compressBrotli(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 2, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      })
    case 'gzip':
      return compressGzip(bytes, { level: 3 })
    case 'identity':
      return Promise.resolve(bytes)
  }
}

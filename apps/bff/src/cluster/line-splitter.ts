const NEWLINE = 0x0a

/** etcd takes objects of 1.5 MB by default; a longer line is not an event of a watch. */
const MAX_LINE_BYTES = 16 * 1024 * 1024

/**
 * Cuts a byte stream into lines, however it is chunked. It works on bytes and decodes whole lines only, because a chunk
 * may end in the middle of a character.
 */
export class LineSplitter {
  #rest: Buffer[] = []
  #restBytes = 0

  /**
   * Takes a chunk and returns the lines it completes, without their line ends and without empty ones.
   *
   * @throws {Error} when a line grows beyond every possible event.
   */
  push(chunk: Buffer): string[] {
    const lines: string[] = []
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const line = this.#complete(chunk.subarray(start, end))
      if (line !== '') lines.push(line)
      start = end + 1
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start))
    return lines
  }

  #complete(last: Buffer): string {
    if (this.#restBytes === 0) return last.toString('utf8')
    const line = Buffer.concat([...this.#rest, last]).toString('utf8')
    this.#rest = []
    this.#restBytes = 0
    return line
  }

  #keep(part: Buffer): void {
    this.#rest.push(part)
    this.#restBytes += part.length
    if (this.#restBytes > MAX_LINE_BYTES) throw new Error(`A line of a watch exceeds ${MAX_LINE_BYTES} bytes`)
  }
}

/**
 * Settles at the first Ctrl-C, SIGTERM, or end of the terminal. Later ones are heard and change nothing: pnpm hands on the Ctrl-C that the
 * terminal has sent to everybody already, and by default the second one would end us before our parts have ended.
 */
export function interruption(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.on(signal, () => {
        resolve(undefined)
      })
  })
}

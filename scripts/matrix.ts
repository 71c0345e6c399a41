import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startClusterForLab } from './cluster/lab-cluster.ts'
import { runProgram } from './failure.ts'
import { countsLine, countsOf, vitestCounts } from './reports.ts'
import { ROOT, show } from './run.ts'

/**
 * Runs the matrix of the server (every route and channel for every kind of person, and what the server's own identity used
 * of its role) on a real Kubernetes; the ordinary tests run it on the lab's. It is built first where it is not there yet.
 */
await runProgram(async () => {
  const logFolder = join(ROOT, 'test-results/matrix-real')
  mkdirSync(logFolder, { recursive: true })
  const { cluster, options } = await startClusterForLab({
    logFolder,
    say: (words) => process.stdout.write(`${words} …\n`),
  })
  try {
    const folder = dirname(cluster.files.key)
    const ground = join(folder, 'ground.json')
    writeFileSync(ground, JSON.stringify(options), { mode: 0o600 })
    const report = join(folder, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await show(
      'vitest',
      ['run', '--project', 'apps/bff', 'src/matrix.test.ts', ...reporters],
      // The issuer's certificate: a server trusts those of its system, and these.
      { LAB_GROUND: ground, NODE_EXTRA_CA_CERTS: cluster.files.certificate },
    )
    const counts = countsOf(report, vitestCounts, code)
    process.stdout.write(`${countsLine(counts)}\n`)
    if (counts.failed > 0) process.exitCode = 1
  } finally {
    await cluster.stop()
  }
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startClusterForLab } from './cluster/lab-cluster.ts'
import { runProgram } from './failure.ts'
import { ROOT, toolEnvironment } from './run.ts'

/**
 * Runs the matrix of the server (every route and channel for every kind of person, and what the server's own identity used
 * of its role) on a real Kubernetes; the ordinary tests run it on the lab's. It is built first where it is not there yet.
 */
await runProgram(async () => {
  const { cluster, options } = await startClusterForLab({
    say: (words) => process.stdout.write(`${words} …\n`),
  })
  try {
    const ground = join(dirname(cluster.files.key), 'ground.json')
    writeFileSync(ground, JSON.stringify(options), { mode: 0o600 })
    const child = spawn(
      join(ROOT, 'node_modules/.bin/vitest'),
      ['run', '--project', 'apps/bff', 'src/matrix.test.ts'],
      {
        cwd: ROOT,
        // The issuer's certificate: a server trusts those of its system, and these.
        env: { ...toolEnvironment(), LAB_GROUND: ground, NODE_EXTRA_CA_CERTS: cluster.files.certificate },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    )
    const closed: unknown[] = await once(child, 'close')
    process.exitCode = closed[0] === 0 ? 0 : 1
  } finally {
    await cluster.stop()
  }
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApiDocument } from '../packages/api/src/openapi.ts'
import { GATEWAY_RULES } from '../packages/networking/src/gateway/gateway-findings.ts'
import { POOL_RULES } from '../packages/networking/src/pools/pool-rules.ts'
import { CATALOGUE } from '../packages/networking/src/rules/catalogue.ts'
import type { RuleFacts } from '../packages/networking/src/rules/rule.ts'
import { ROOT } from './run.ts'

/** A file under `docs/` that is made from code. */
export interface GeneratedDocument {
  readonly path: string
  readonly content: () => string
}

/** Every generated document: `pnpm documents` writes them, `check` demands that they are current. */
export const DOCUMENTS: readonly GeneratedDocument[] = [
  { path: 'docs/openapi.json', content: () => `${JSON.stringify(openApiDocument(), null, 2)}\n` },
  { path: 'docs/rules.md', content: rulesDocument },
]

/** Documents whose file does not hold what the code says now. */
export function outdatedDocuments(documents = DOCUMENTS, root = ROOT): readonly string[] {
  return documents.filter(({ path, content }) => read(join(root, path)) !== content()).map(({ path }) => path)
}

export function writeDocuments(documents = DOCUMENTS, root = ROOT): void {
  for (const { path, content } of documents) writeFileSync(join(root, path), content())
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Rules as a table. */
function tableOf(rules: readonly RuleFacts[]): string {
  const rows = rules.map(
    ({ id, title, source, needs }) => `| \`${id}\` | ${title} | ${needs.join(', ')} | ${source.join('; ')} |`,
  )
  return ['| rule | notices | reads | source |', '|---|---|---|---|', ...rows].join('\n')
}

function rulesDocument(): string {
  return `# Rules

What the console notices by itself, made from the code by \`pnpm documents\`. The last column names where the knowledge comes from: rows of the failure catalogue, sections of the Kube-DC reference.

## For a Project

\`packages/networking/src/rules/catalogue.ts\`. Each rule is one file with a table of cases beside it; list, details,
forms and the server's refusals take their words from it.

${tableOf(CATALOGUE)}

## For the provider

Pools, \`packages/networking/src/pools/pool-rules.ts\`: the objects of a pool are held against each other all at once, and
\`reconcile.test.ts\` has a world in which each rule finds something, and the worlds in which none may.

${tableOf(POOL_RULES)}

The shared Gateway, \`packages/networking/src/gateway\`: its listeners and the routes of all Projects, with a table of cases
in \`gateway-findings.test.ts\`.

${tableOf(GATEWAY_RULES)}
`
}

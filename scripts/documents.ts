import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApiDocument } from '../packages/api/src/openapi.ts'
import { CATALOGUE } from '../packages/networking/src/rules/catalogue.ts'
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

function rulesDocument(): string {
  const rows = CATALOGUE.map(
    ({ id, title, source, needs }) => `| \`${id}\` | ${title} | ${needs.join(', ')} | ${source.join('; ')} |`,
  )
  return `# Rules

What the console notices by itself, made from \`packages/networking/src/rules/catalogue.ts\` by \`pnpm documents\`. Each rule is
one file with a table of cases beside it; list, details, forms and the server's refusals take their words from it.
The last column names where the knowledge comes from: rows of the failure catalogue, sections of the Kube-DC reference.

| rule | notices | reads | source |
|---|---|---|---|
${rows.join('\n')}
`
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { CATALOGUE } from '../packages/networking/src/rules/catalogue.ts'
import { DOCUMENTS, outdatedDocuments, writeDocuments } from './documents.ts'

const root = mkdtempSync(join(tmpdir(), 'documents-'))
mkdirSync(join(root, 'docs'))

afterAll(() => {
  rmSync(root, { recursive: true })
})

it('documents are outdated until they are written, and again after a change', () => {
  const paths = DOCUMENTS.map(({ path }) => path)
  expect(outdatedDocuments(DOCUMENTS, root)).toEqual(paths)
  writeDocuments(DOCUMENTS, root)
  expect(outdatedDocuments(DOCUMENTS, root)).toEqual([])
  writeFileSync(join(root, 'docs/rules.md'), 'by hand')
  expect(outdatedDocuments(DOCUMENTS, root)).toEqual(['docs/rules.md'])
})

it('every rule is documented', () => {
  const rules = DOCUMENTS.find(({ path }) => path === 'docs/rules.md')?.content()
  for (const { id } of CATALOGUE) expect(rules).toContain(`| \`${id}\` |`)
})

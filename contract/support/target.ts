import { readFileSync } from 'node:fs'
import { targetSchema, TARGET_VARIABLE, type Target } from './target-schema.ts'

function readTarget(): Target {
  const file = process.env[TARGET_VARIABLE]
  if (file === undefined) {
    throw new Error('The contract needs a target. Run it by: npx -y pnpm@10 contract --target lab|real')
  }
  return targetSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

export const target = readTarget()

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { parseJson, type Json } from './apiserver/json.ts'

/** The kinds of the lab, as the CustomResourceDefinitions that a real install applies. */
export async function definitions(): Promise<Json[]> {
  const folder = join(import.meta.dirname, 'crds')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    names.map(async (name) => parseJson(JSON.stringify(parse(await readFile(join(folder, name), 'utf8'))))),
  )
}

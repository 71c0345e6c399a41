import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'

/** What a browser may have to load to show a list, JavaScript and CSS, gzipped, in bytes. */
export const LIST_BUDGET = 300 * 1024

const manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).optional(),
    dynamicImports: z.array(z.string()).optional(),
    css: z.array(z.string()).optional(),
  }),
)

type Manifest = z.infer<typeof manifest>

export interface BundlePart {
  readonly file: string
  /** Gzipped size in bytes. */
  readonly bytes: number
}

/** Reads the manifest that Vite writes beside a build. */
export function readManifest(dist: string): Manifest {
  return manifest.parse(JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')))
}

/**
 * Everything a browser loads to show a page: the entry, the modules of the page, and whatever they import statically.
 *
 * @param lazy Decides by its source path whether a lazily loaded module belongs to the page.
 */
export function filesOfPage(modules: Manifest, lazy: (source: string) => boolean): readonly string[] {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (id: string): void => {
    const module = modules[id]
    if (seen.has(id) || !module) return
    seen.add(id)
    for (const file of [module.file, ...(module.css ?? [])]) if (/\.(js|css)$/.test(file)) files.add(file)
    module.imports?.forEach(visit)
    module.dynamicImports?.filter(lazy).forEach(visit)
  }
  for (const [id, { isEntry }] of Object.entries(modules)) if (isEntry === true) visit(id)
  return [...files]
}

/** Sizes of files of a build, largest first. */
export function gzippedSizes(dist: string, files: readonly string[]): readonly BundlePart[] {
  return files
    .map((file) => ({ file, bytes: gzipSync(readFileSync(join(dist, file))).length }))
    .sort((a, b) => b.bytes - a.bytes)
}

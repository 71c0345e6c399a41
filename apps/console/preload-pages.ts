import type { HtmlTagDescriptor, Plugin } from 'vite'

/**
 * Lets the browser fetch the code and styles of lazy pages while the entry is on its way, for the pages on which most
 * visits begin: otherwise they are asked for only after the entry has run.
 *
 * @param sources paths of the pages' modules, as they end.
 */
export function preloadPages(...sources: readonly string[]): Plugin {
  return {
    name: 'preload-pages',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const scripts = new Set<string>()
        const styles = new Set<string>()
        const visit = (file: string): void => {
          const chunk = bundle[file]
          if (chunk?.type !== 'chunk' || scripts.has(file)) return
          scripts.add(file)
          chunk.viteMetadata?.importedCss.forEach((style) => styles.add(style))
          chunk.imports.forEach(visit)
        }
        for (const [file, chunk] of Object.entries(bundle)) {
          if (chunk.type !== 'chunk') continue
          if (sources.some((source) => chunk.facadeModuleId?.endsWith(source))) visit(file)
        }
        const missing = (file: string) => !html.includes(file)
        return [
          ...[...scripts]
            .filter(missing)
            .map((file) => link({ rel: 'modulepreload', crossorigin: true, href: `/${file}` })),
          ...[...styles]
            .filter(missing)
            .map((file) => link({ rel: 'preload', as: 'style', crossorigin: true, href: `/${file}` })),
        ]
      },
    },
  }
}

function link(attrs: Record<string, string | boolean>): HtmlTagDescriptor {
  return { tag: 'link', attrs, injectTo: 'head' }
}

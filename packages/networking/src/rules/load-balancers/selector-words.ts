import type { Service } from '../../model/service.ts'

/** A selector as `kubectl` writes it: `app=web,tier=front`. */
export function selectorWords({ selector = {} }: Service): string {
  return Object.entries(selector)
    .map(([label, value]) => `${label}=${value}`)
    .join(',')
}

import type { TermId } from '@kube-dc/networking/learn/glossary'

const known = new Map<TermId, () => Promise<string>>()

/** What the glossary says of a term, for a hint; no page needs it in order to show, so it is fetched after that. */
export function meaning(id: TermId): () => Promise<string> {
  const before = known.get(id)
  if (before) return before
  const fetch = async () => (await import('@kube-dc/networking/learn/glossary')).term(id).short
  known.set(id, fetch)
  return fetch
}

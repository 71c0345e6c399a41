/**
 * Words for a sign-in that failed, by the code that the server puts into `/sign-in?problem=…`. The query is anybody's
 * text: codes that are not here get the general sentence, and nothing of the query is shown.
 */
const WORDS: Readonly<Record<string, string>> = {
  'unknown-realm': 'There is no such Organization here. Check its name.',
  'provider-unreachable':
    'The identity provider did not answer. It is not caused by you; try again in a minute.',
  'access-denied':
    'The identity provider did not let you in. Ask whoever manages your Organization for access.',
  expired: 'The sign-in took too long and was given up. Begin again.',
  failed: 'The sign-in did not succeed. Begin again.',
}

export function signInProblem(code: string | null): string | undefined {
  if (code === null) return undefined
  return Object.hasOwn(WORDS, code) ? WORDS[code] : WORDS['failed']
}

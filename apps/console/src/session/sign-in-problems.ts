/**
 * Words for a sign-in that failed, by the code that the server puts into `/sign-in?problem=…`. The query is anybody's
 * text: codes that are not here get the general sentence, and nothing of the code is shown.
 */
const WORDS: Readonly<Record<string, string>> = {
  'unknown-organization': 'There is no Organization of this name here. Check the spelling, then try again.',
  cancelled: 'The sign-in was cancelled, or your Organization does not let you in.',
  expired: 'The sign-in took too long, or was begun in another browser. Begin again.',
  unreachable: 'The identity provider did not answer. It is not caused by you; try again in a minute.',
  failed:
    'The identity provider’s answer could not be used. Begin again; if it stays so, tell whoever runs this console.',
}

export function signInProblem(code: string | null): string | undefined {
  if (code === null) return undefined
  return Object.hasOwn(WORDS, code) ? WORDS[code] : WORDS['failed']
}

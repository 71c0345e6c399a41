import type { SignInProblem } from '@kube-dc/api/session'

const WORDS: Readonly<Record<SignInProblem, string>> = {
  'unknown-organization': 'There is no Organization of this name here. Check the spelling, then try again.',
  'provider-unreachable':
    'The identity provider did not answer. It is not caused by you; try again in a minute.',
  'too-many-attempts':
    'Names of Organizations were tried too often in a short time, from your network or by everybody together. Wait a minute, then try again.',
  'access-denied': 'The sign-in was cancelled, or your Organization does not let you in.',
  expired: 'The sign-in took too long, or was begun in another browser. Begin again.',
  failed:
    'The identity provider’s answer could not be used. Begin again; if it stays so, tell whoever runs this console.',
}

function isKnown(code: string): code is SignInProblem {
  return Object.hasOwn(WORDS, code)
}

/**
 * Words for a sign-in that failed, by the code in `/sign-in?problem=…`. The query is anybody's text: codes that nobody
 * knows get the general sentence, and nothing of the code is shown.
 */
export function signInProblem(code: string | null): string | undefined {
  if (code === null) return undefined
  return WORDS[isKnown(code) ? code : 'failed']
}

/**
 * Whether something can be done, the reason when not, and what to show either way, decided in one place. Components only
 * render it.
 */
export type Verdict<Info> =
  | { readonly allowed: true; readonly info: Info }
  | { readonly allowed: false; readonly reason: string; readonly info: Info }

/** Makes a verdict from the first reason against, if there is any. */
export function verdict<Info>(reason: string | undefined, info: Info): Verdict<Info> {
  return reason === undefined ? { allowed: true, info } : { allowed: false, reason, info }
}

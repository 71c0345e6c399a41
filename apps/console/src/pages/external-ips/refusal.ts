import type { Problem } from '@kube-dc/api/problem'

/** A refused create, sorted to where the form shows it. */
export interface Refusal {
  readonly name?: string
  readonly networkType?: string
  /** What belongs to no field. */
  readonly other?: Problem
}

/** Brings each refusal to its field: causes by their field, a taken name to the name, a full quota to the type. */
export function refusalOf(problem: Problem | undefined): Refusal {
  if (!problem) return {}
  const cause = (field: string) => problem.causes?.find((each) => each.field === field)?.message
  const name = cause('name') ?? (problem.code === 'already-exists' ? problem.error : undefined)
  const networkType = cause('networkType') ?? (problem.code === 'quota-exceeded' ? problem.error : undefined)
  const elsewhere = name === undefined && networkType === undefined
  return {
    ...(name !== undefined && { name }),
    ...(networkType !== undefined && { networkType }),
    // Without a session the dialog over the page says so.
    ...(elsewhere && problem.code !== 'signed-out' && { other: problem }),
  }
}

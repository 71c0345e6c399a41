import { typeOf, type Manifest, type Resource, type Stored } from './resources.ts'

/**
 * What the platform shall get wrong about an object, as words separated by commas; which words a controller knows stands
 * beside its decisions. What the platform makes for the object carries the annotation on.
 */
export const FAULT = 'lab.kube-dc.com/fault'

/** Whether the object asks for this fault. */
export function hasFault({ metadata }: Stored, fault: string): boolean {
  return (metadata.annotations[FAULT] ?? '').split(',').includes(fault)
}

/** The annotation to put on what is made for the object. */
export function passedOn({ metadata }: Stored): Readonly<Record<string, string>> {
  const faults = metadata.annotations[FAULT]
  return faults === undefined ? {} : { [FAULT]: faults }
}

/** Metadata of an object that is made for another one, in its namespace, and goes with it. */
export function madeFor(
  resource: Resource<unknown>,
  { metadata }: Stored,
  name: string,
  more: object = {},
): Manifest['metadata'] {
  const { namespace, uid } = metadata
  const owner = { ...typeOf(resource), name: metadata.name, uid, controller: true, blockOwnerDeletion: false }
  return { name, ...(namespace && { namespace }), ...more, ownerReferences: [owner] }
}

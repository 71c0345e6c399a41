import { ApiError, type KubeClient } from './client.ts'
import type { EventRecorder } from './events.ts'
import type { Manifest, Reference, Resource, Stored } from './resources.ts'

/** What a controller decided to do about one object. Decisions are pure; only `perform` touches the cluster. */
export type Action =
  | { readonly do: 'create'; readonly resource: Resource<unknown>; readonly manifest: Manifest }
  | {
      readonly do: 'patch'
      readonly resource: Resource<unknown>
      readonly target: Reference
      readonly patch: object
      readonly subresource?: 'status'
    }
  | {
      readonly do: 'delete'
      readonly resource: Resource<unknown>
      readonly target: Reference & { readonly uid: string }
      /** Without the grace period that a pod has. */
      readonly atOnce?: boolean
    }
  | {
      readonly do: 'event'
      readonly about: EventSubject
      readonly type: EventType
      readonly reason: string
      readonly message: string
    }
  | { readonly do: 'look again'; readonly afterMs: number }

export type EventType = 'Normal' | 'Warning'

/** The object an Event tells about. */
export interface EventSubject {
  readonly resource: Resource<unknown>
  readonly object: Stored
}

export interface Performers {
  readonly client: KubeClient
  readonly events: EventRecorder
  readonly lookAgain: (afterMs: number) => void
}

/**
 * Carries out one action. A create that finds the object there and a delete that finds it gone are what was wanted:
 * the cache was only late.
 *
 * @throws {ApiError} on any other refusal.
 */
export async function perform(action: Action, { client, events, lookAgain }: Performers): Promise<void> {
  switch (action.do) {
    case 'create':
      await client.create(action.resource, action.manifest).catch(unless('AlreadyExists'))
      break
    case 'patch':
      await client.patch(action.resource, action.target, action.patch, action.subresource)
      break
    case 'delete':
      await client
        .delete(action.resource, action.target, action.target.uid, action.atOnce ? 0 : undefined)
        .catch(unless('NotFound'))
      break
    case 'event':
      await events.record(action)
      break
    case 'look again':
      lookAgain(action.afterMs)
  }
}

function unless(reason: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof ApiError && error.reason === reason)) throw error
  }
}

/** Adds a finalizer; the resourceVersion makes it fail when somebody else changed the list meanwhile. */
export function finalizersPatch({ metadata }: Stored, finalizers: readonly string[]): object {
  return { metadata: { finalizers, resourceVersion: metadata.resourceVersion } }
}

export function withoutFinalizer(object: Stored, finalizer: string): object {
  return finalizersPatch(
    object,
    object.metadata.finalizers.filter((one) => one !== finalizer),
  )
}

import { SERVICE_ANNOTATIONS, type Service, type ServicePort } from '../model/service.ts'
import { annotationsOf, plannedAsks, type PlannedAsks, type PlannedPort } from './objects.ts'
import type { ServiceFields, Step } from './plan.ts'

type ChangeStep = Extract<Step, { readonly verb: 'change' }>

/** How a Service stands to one change of it. `changed`: a field is neither as it was nor as it shall be. */
export type FieldsState = 'before' | 'after' | 'between' | 'changed'

/** One field that can be told, and put back, by itself. */
interface Field {
  /** As the object's own path names it. */
  readonly path: string
  readonly isBefore: boolean
  readonly isAfter: boolean
  /** What puts this field alone back. */
  readonly back: ServiceFields
}

/**
 * Where a Service stands: with all fields as they were, as they shall be, some of each, or with one that somebody else
 * has changed.
 */
export function fieldsState(step: ChangeStep, live: Service): FieldsState {
  const fields = fieldsOf(step, live)
  if (fields.every(({ isAfter }) => isAfter)) return 'after'
  if (fields.every(({ isBefore }) => isBefore)) return 'before'
  return fields.every(({ isBefore, isAfter }) => isBefore || isAfter) ? 'between' : 'changed'
}

/** Paths of fields that are neither as they were nor as they shall be. */
export function changedFields(step: ChangeStep, live: Service): readonly string[] {
  return fieldsOf(step, live).flatMap(({ path, isBefore, isAfter }) => (isBefore || isAfter ? [] : [path]))
}

/** What puts back those fields that still are as the step made them; undefined: there is none. */
export function fieldsToRevert(step: ChangeStep, live: Service): ServiceFields | undefined {
  const back = fieldsOf(step, live).flatMap((field) => (field.isAfter && !field.isBefore ? [field.back] : []))
  if (back.length === 0) return undefined
  return back.reduce<ServiceFields>(
    (all, one) => ({
      ...all,
      ...one,
      ...(all.asks && one.asks && { asks: { ...all.asks, ...one.asks } }),
      ...(all.selector && one.selector && { selector: { ...all.selector, ...one.selector } }),
    }),
    {},
  )
}

/** Only what the plan names is looked at: everything else of the Service may change as it likes. */
function fieldsOf({ before, after }: ChangeStep, live: Service): readonly Field[] {
  return [
    ...askFields(before, after, live),
    ...labelFields(before, after, live),
    ...portFields(before, after, live),
  ]
}

const ASKS = plannedAsks.keyof().options

function askFields(before: ServiceFields, after: ServiceFields, live: Service): readonly Field[] {
  return ASKS.filter((key) => before.asks?.[key] !== undefined || after.asks?.[key] !== undefined).map(
    (key) => {
      const now = askedNow(live, key)
      return {
        path: `metadata.annotations.${SERVICE_ANNOTATIONS[key]}`,
        isBefore: now === askedIn(before.asks, key),
        isAfter: now === askedIn(after.asks, key),
        back: { asks: { [key]: before.asks?.[key] ?? null } },
      }
    },
  )
}

function askedIn(asks: PlannedAsks | undefined, key: keyof PlannedAsks): string | null {
  return annotationsOf(asks ?? {})[SERVICE_ANNOTATIONS[key]] ?? null
}

function askedNow({ asks }: Service, key: keyof PlannedAsks): string | null {
  if (key === 'bindOnDefaultGateway') return asks.bindOnDefaultGateway ? 'true' : null
  return asks[key] ?? null
}

function labelFields(before: ServiceFields, after: ServiceFields, live: Service): readonly Field[] {
  const keys = new Set([...Object.keys(before.selector ?? {}), ...Object.keys(after.selector ?? {})])
  return [...keys].map((key) => {
    const now = own(live.selector, key)
    const was = own(before.selector, key)
    return {
      path: `spec.selector.${key}`,
      isBefore: now === was,
      isAfter: now === own(after.selector, key),
      back: { selector: { [key]: was } },
    }
  })
}

/** A label may be called `constructor`. */
function own(labels: Readonly<Record<string, string | null>> | undefined, key: string): string | null {
  return labels && Object.hasOwn(labels, key) ? (labels[key] ?? null) : null
}

function portFields(before: ServiceFields, after: ServiceFields, live: Service): readonly Field[] {
  if (!before.ports || !after.ports) return []
  return [
    {
      path: 'spec.ports',
      isBefore: samePorts(before.ports, live.ports),
      isAfter: samePorts(after.ports, live.ports),
      back: { ports: before.ports },
    },
  ]
}

function samePorts(planned: readonly PlannedPort[], live: readonly ServicePort[]): boolean {
  return planned.length === live.length && planned.every((port, index) => samePort(port, live[index]))
}

/** The cluster gives node ports to those that ask for none. */
function samePort(planned: PlannedPort, live: ServicePort | undefined): boolean {
  return (
    live !== undefined &&
    planned.port === live.port &&
    planned.protocol === live.protocol &&
    planned.targetPort === live.targetPort &&
    planned.name === live.name &&
    planned.appProtocol === live.appProtocol &&
    (planned.nodePort === undefined || planned.nodePort === live.nodePort)
  )
}

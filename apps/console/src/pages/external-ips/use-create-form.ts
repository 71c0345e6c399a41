import { zodResolver } from '@hookform/resolvers/zod'
import { createExternalIp, type CreateExternalIp } from '@kube-dc/api/external-ips'
import { externalIpNameProblem, suggestedName, suggestedType } from '@kube-dc/networking/external-ips/create'
import { isNetworkType, NETWORK_TYPES } from '@kube-dc/networking/model/network-type'
import { useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { useChannel } from '../../live/use-channel.ts'
import { useSession } from '../../session/session-query.ts'
import { useDraft } from '../../session/use-draft.ts'
import { useProject } from '../project/project-context.ts'

// A draft is what this tab has stored, perhaps with an older release.
const draftSchema = z
  .object({ name: z.string().optional(), networkType: z.enum(NETWORK_TYPES).optional() })
  .catch({})

export interface CreateForm {
  readonly form: UseFormReturn<CreateExternalIp>
  readonly values: CreateExternalIp
  /** Names in use, live. */
  readonly taken: ReadonlySet<string>
  /** What is wrong with the name as it stands; a taken name at once, everything else once the field was left. */
  readonly nameProblem: string | undefined
  /** The person has typed a name: it is theirs from now on. */
  setName: (name: string) => void
}

/** What the link to the form says already. */
function askedFor(query: URLSearchParams): z.infer<typeof draftSchema> {
  const name = query.get('name')
  const type = query.get('type')
  return { ...(name !== null && { name }), ...(isNetworkType(type) && { networkType: type }) }
}

/**
 * State of the create form: the contract's schema, a suggested name that follows the type until the person types one, and
 * the draft that survives signing in again.
 *
 * @param done the form was accepted: its own name is taken from now on, and that is no mistake.
 */
export function useCreateForm(done: boolean): CreateForm {
  const { installation } = useSession()
  const { namespace } = useProject()
  const { objects } = useChannel({ kind: 'external-ips', namespace })
  const taken = useMemo(() => new Set(objects.map(({ meta }) => meta.name)), [objects])
  const draft = useDraft()
  const [query] = useSearchParams()
  const [restored] = useState(() => ({ ...askedFor(query), ...draftSchema.parse(draft.restored) }))
  const [named, setNamed] = useState(restored.name !== undefined)
  const initialType = restored.networkType ?? suggestedType(installation)
  const form = useForm<CreateExternalIp>({
    resolver: zodResolver(createExternalIp),
    mode: 'onTouched',
    defaultValues: { name: restored.name ?? suggestedName(initialType, taken), networkType: initialType },
  })
  const { control, setValue, formState } = form
  const [name, networkType] = useWatch({ control, name: ['name', 'networkType'] })

  const suggestion = suggestedName(networkType, taken)
  useEffect(() => {
    if (!named && !done) setValue('name', suggestion)
  }, [named, done, suggestion, setValue])

  const { keep } = draft
  useEffect(() => {
    if (named || networkType !== initialType) keep({ networkType, ...(named && { name }) })
  }, [keep, named, name, networkType, initialType])

  const isTaken = !done && taken.has(name)
  return {
    form,
    values: { name, networkType },
    taken,
    nameProblem: isTaken ? externalIpNameProblem(name, taken) : formState.errors.name?.message,
    setName: (value) => {
      setNamed(true)
      setValue('name', value, { shouldValidate: formState.touchedFields.name ?? false, shouldDirty: true })
    },
  }
}

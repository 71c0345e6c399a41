import { addressOptions } from '@kube-dc/networking/intents/address'
import { targetOptions } from '@kube-dc/networking/intents/targets'
import type { Method } from '@kube-dc/networking/joins/views'
import { manifestOf } from '@kube-dc/networking/operations/manifest'
import { methodTable } from '@kube-dc/networking/methods/methods'
import { count } from '@kube-dc/networking/words'
import { useEffect, useMemo, useState } from 'react'
import { Navigate, useNavigate, useParams, useSearchParams } from 'react-router'
import { paths } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { CopyButton } from '../../parts/CopyButton.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { useIntentForm, type IntentForm } from '../networking/forms/use-intent-form.ts'
import { useSettled } from '../networking/forms/use-settled.ts'
import { useYamlWriter } from '../networking/forms/use-yaml-writer.ts'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'
import { useSession } from '../../session/session-query.ts'
import { useProject } from '../project/project-context.ts'
import { AddressStep } from './AddressStep.tsx'
import { readAnswers, withAnswers } from './answers.ts'
import { ApplyStep } from './ApplyStep.tsx'
import { intentOf, readDraft, writeDraft, type Draft, type Here } from './draft.ts'
import { Frame } from './Frame.tsx'
import styles from './Frame.module.css'
import { MadeBefore } from './MadeBefore.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { readStep, stepOfField, STEPS, stepTitle, type Step } from './steps.ts'
import { TargetStep } from './TargetStep.tsx'
import { useEmail } from './use-email.ts'
import { useKeptRun } from './use-kept-run.ts'
import { useMade } from './use-made.ts'

export interface StepProps {
  readonly here: Here
  readonly form: IntentForm<Draft>
}

/** A step of the wizard after the method; without a method there is nothing to carry out, so it begins at the beginning. */
export function Component() {
  const { params } = useProject()
  const { step: segment } = useParams()
  const [query] = useSearchParams()
  const { method } = readAnswers(query)
  const step = readStep(segment)
  const settled = useSettled()
  if (method === undefined || step === undefined || step === 'method') {
    return <Navigate to={paths.exposeStep(params, 'method', query)} replace />
  }
  // The first view of a draft takes what is here for what may be chosen, so all of it has to be here.
  if (!settled) return <SkeletonRows columns={['1fr', '2fr']} rows={4} />
  if (step === 'apply') {
    const name = query.get('name') ?? ''
    return <ApplyStep method={method} name={name} />
  }
  return <Steps method={method} step={step} />
}

/** Stays the same from step to step, so that nothing that was typed is lost on the way. */
function Steps({ method, step }: { method: Method; step: Exclude<Step, 'method' | 'apply'> }) {
  const [query, setQuery] = useSearchParams()
  const facts = useJudgementFacts()
  const { installation } = useSession()
  const here = useMemo<Here>(
    () => ({
      method,
      facts,
      addresses: addressOptions(method === 'shared-load-balancer' ? 'load-balancer' : method, facts),
      targets: targetOptions(facts),
    }),
    [method, facts],
  )
  const email = useEmail()
  const [initial] = useState(() => readDraft(query, here, email.read()))
  const form = useIntentForm<Draft>({ initial, intentOf: (draft) => intentOf(draft, here) })
  const kept: IntentForm<Draft> = {
    ...form,
    set: (patch) => {
      form.set(patch)
      const next = { ...form.state, ...patch }
      email.keep(next.route.certificate.email)
      const values = writeDraft(next, method)
      setQuery(withAnswers(query, values), { replace: true })
    },
  }
  // Not while it is being applied: then it is what is being made.
  const last = useMade().nameFor(form.state, method)
  const before = form.pending ? undefined : last
  const run = useKeptRun()
  const begun = !form.pending && before === undefined
  useEffect(() => {
    if (begun) run.keep(step, query)
  }, [begun, run, step, query])
  const made = form.plan?.steps.filter(({ verb }) => verb === 'create').length ?? 0
  return (
    <Frame
      step={step}
      method={method}
      title={stepTitle(step, method)}
      sub={
        step === 'review'
          ? `${count(made, 'object', 'objects')} will be made`
          : methodTable(installation)[method].title
      }
      aside={
        <>
          <Cancel />
          {step === 'review' && <CopyManifest form={kept} />}
        </>
      }
      actions={<Ways here={here} form={kept} step={step} />}
    >
      {before !== undefined && <MadeBefore method={method} name={before} />}
      {step === 'review' ? (
        <ReviewStep here={here} form={kept} />
      ) : (
        <div className={styles.form}>
          {step === 'target' ? (
            <TargetStep here={here} form={kept} />
          ) : (
            <AddressStep here={here} form={kept} />
          )}
        </div>
      )}
    </Frame>
  )
}

function Cancel() {
  const { params } = useProject()
  const { forget } = useKeptRun()
  return (
    <ActionButton look="quiet" to={paths.overview(params)} onClick={forget}>
      Cancel
    </ActionButton>
  )
}

function CopyManifest({ form: { plan } }: Pick<StepProps, 'form'>) {
  const { namespace } = useProject()
  const write = useYamlWriter()
  if (!plan || !write) return null
  const yaml = plan.steps
    .flatMap((step) => (step.verb === 'create' ? [write(manifestOf(step.object, { namespace }))] : []))
    .join('---\n')
  return (
    <span className={styles.copy}>
      <CopyButton text={yaml} what="manifest" size={32} />
      Copy manifest
    </span>
  )
}

/** Back, and on: to the next step when nothing on this one stands against it, or to carrying it out. */
function Ways({ here, form, step }: StepProps & { step: Exclude<Step, 'method' | 'apply'> }) {
  const { params } = useProject()
  const [query] = useSearchParams()
  const navigate = useNavigate()
  const made = useMade()
  const run = useKeptRun()
  const at = STEPS.indexOf(step)
  const answers = withAnswers(query, writeDraft(form.state, here.method))

  function on(): void {
    if (form.problems.some(({ field }) => stepOfField(field) === step)) {
      form.insist()
      return
    }
    void navigate(paths.exposeStep(params, STEPS[at + 1] ?? 'review', answers))
  }

  async function apply(): Promise<void> {
    const { plan } = form
    const started = await form.submit()
    if (!started) return
    const done = withAnswers(answers, {
      // As it was asked for: once the object is seen, another name is suggested.
      name: plan?.subject.name,
      operation: started.operation?.id,
    })
    run.forget()
    if (plan) made.keep(form.state, here.method, plan.subject.name)
    // Going back must not lead to a review of what is made already.
    void navigate(paths.exposeStep(params, 'apply', done), { replace: true, state: { plan } })
  }

  const whole = form.problems.length > 0 ? 'What is listed has to be changed first.' : undefined
  return (
    <>
      <ActionButton to={paths.exposeStep(params, STEPS[at - 1] ?? 'method', query)}>Back</ActionButton>
      {step === 'review' ? (
        <ActionButton
          look="primary"
          onClick={() => void apply()}
          busy={form.pending}
          disabledReason={form.blocked ?? whole}
        >
          Apply
        </ActionButton>
      ) : (
        <ActionButton look="primary" onClick={on} disabledReason={form.blocked}>
          Continue
        </ActionButton>
      )}
    </>
  )
}

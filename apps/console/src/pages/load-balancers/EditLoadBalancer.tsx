import { fixedFields, freePortsBeside } from '@kube-dc/networking/intents/load-balancer'
import { canChangeLoadBalancer } from '@kube-dc/networking/intents/removal'
import { selectorPreview } from '@kube-dc/networking/intents/selector'
import type { LoadBalancerView } from '@kube-dc/networking/joins/views'
import type { ServicePort } from '@kube-dc/networking/model/service'
import { useMemo, useState } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { paths, withListState } from '../../app/paths.ts'
import { Field } from '../../parts/Field.tsx'
import { Finding } from '../../parts/Finding.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { Text } from '../../parts/Text.tsx'
import { NetworkingIcon } from '../../shell/NetworkingIcon.tsx'
import { LearnLink } from '../learn/LearnLink.tsx'
import { FormFoot } from '../networking/forms/FormFoot.tsx'
import styles from '../networking/forms/forms.module.css'
import { portIntent, portRow, type PortRow } from '../networking/forms/port-state.ts'
import { PortsField } from '../networking/forms/PortsField.tsx'
import { readLabels, writeLabels } from '../networking/forms/target-state.ts'
import { useIntentForm } from '../networking/forms/use-intent-form.ts'
import { useView } from '../networking/network-context.ts'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'
import { useProject } from '../project/project-context.ts'

/** Changes ports and selector of a load balancer; what cannot be changed is shown with the way around. */
export function Component() {
  const { name = '' } = useParams()
  const { params } = useProject()
  const { search } = useLocation()
  const navigate = useNavigate()
  const view = useView('load-balancers', name)
  const back = withListState(paths.loadBalancer(params, name), search)
  return (
    <Panel
      kind="Load balancer"
      icon={<NetworkingIcon size={16} />}
      title={`Edit ${name}`}
      foot={<LearnLink about="edit-load-balancer" />}
      onClose={() => void navigate(back)}
    >
      {view?.kind === 'LoadBalancerView' ? (
        <EditForm key={view.service.meta.uid} view={view} back={back} />
      ) : (
        <div className={styles.form}>
          <Text as="p">There is no load balancer {name} that could be changed.</Text>
        </div>
      )}
    </Panel>
  )
}

const draft = z.object({ ports: z.array(portRow).min(1).readonly(), labels: z.string() })

type State = z.infer<typeof draft>

interface EditFormProps {
  view: LoadBalancerView
  back: string
}

function EditForm({ view, back }: EditFormProps) {
  const { name } = view
  const navigate = useNavigate()
  const facts = useJudgementFacts()
  // What the person saw when they began: the cluster refuses the change when the object is another one by then.
  const [base, setBase] = useState(view.service)
  const form = useIntentForm<State>({
    draft,
    initial: { ports: base.ports.map(toRow), labels: writeLabels(base.selector ?? {}) },
    intentOf: ({ ports, labels }) => ({
      intent: 'change-load-balancer',
      name,
      uid: base.meta.uid,
      resourceVersion: base.meta.resourceVersion,
      ports: ports.map(portIntent),
      ...(base.selector && { selector: readLabels(labels) }),
    }),
  })
  const { state, set } = form
  const offered = useMemo(
    () => selectorPreview(readLabels(state.labels), [], facts).ports,
    [state.labels, facts],
  )
  const verdict = canChangeLoadBalancer(view, facts)
  const moved = differs(base, view.service)

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (form.blocked === undefined && verdict.allowed) {
          void form.submit().then((started) => {
            if (started) void navigate(back)
          })
        }
      }}
    >
      {moved && (
        <Finding state="waiting" title={`${name} has changed meanwhile`}>
          It has {moved} now. What you typed is kept.{' '}
          <button type="button" className={styles.fix} onClick={() => setBase(view.service)}>
            Base the change on it as it is now
          </button>
        </Finding>
      )}
      <PortsField
        fields={form}
        rows={state.ports}
        onChange={(ports) => set({ ports })}
        offered={offered}
        free={(row) =>
          freePortsBeside(
            view,
            { protocol: row.protocol, port: Number(row.port) },
            state.ports.filter(({ id }) => id !== row.id).map(({ port }) => Number(port)),
            facts,
          )
        }
      />
      {base.selector && (
        <Field
          label="Labels"
          mono
          value={state.labels}
          onChange={(event) => set({ labels: event.target.value })}
          onBlur={() => form.touch('selector')}
          help="Pods must have all of them."
          error={form.errorOf('selector')}
        />
      )}
      <div className={styles.fixed}>
        {fixedFields(view).map(({ label, value, wayAround }) => (
          <Text key={label} as="p" size="s">
            <Text strong>{label}</Text>: {value}. {wayAround}
          </Text>
        ))}
      </div>
      <FormFoot
        form={verdict.allowed ? form : { ...form, blocked: verdict.reason }}
        submit={`Save ${name}`}
        refusedTitle={`${name} was not changed`}
        back={back}
      />
    </form>
  )
}

function toRow(
  { protocol, port, targetPort, name, nodePort, appProtocol }: ServicePort,
  index: number,
): PortRow {
  return {
    id: index + 1,
    protocol: protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP',
    port: String(port),
    targetPort: targetPort === port ? '' : String(targetPort),
    kept: {
      ...(name !== undefined && { name }),
      ...(nodePort !== undefined && { nodePort }),
      ...(appProtocol !== undefined && { appProtocol }),
    },
  }
}

/** What somebody else has changed since, in words; undefined where ports and labels are as they were. */
function differs(base: LoadBalancerView['service'], now: LoadBalancerView['service']): string | undefined {
  if (base.meta.resourceVersion === now.meta.resourceVersion) return undefined
  const words = (service: LoadBalancerView['service']) =>
    `the ports ${service.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(', ')} and the labels ${writeLabels(service.selector ?? {})}`
  return words(base) === words(now) ? undefined : words(now)
}

import { moveWords } from '@kube-dc/networking/intents/floating-ip'
import { canMoveFloatingIp } from '@kube-dc/networking/intents/removal'
import type { FloatingIpView } from '@kube-dc/networking/joins/views'
import { useState } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { paths, withListState } from '../../app/paths.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Text } from '../../parts/Text.tsx'
import { NetworkingIcon } from '../../shell/NetworkingIcon.tsx'
import { LearnLink } from '../learn/LearnLink.tsx'
import { FormFoot } from '../networking/forms/FormFoot.tsx'
import styles from '../networking/forms/forms.module.css'
import { useIntentForm } from '../networking/forms/use-intent-form.ts'
import { useView } from '../networking/network-context.ts'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'
import { useProject } from '../project/project-context.ts'
import { FloatingTarget, floatingTargetIntent, NO_TARGET, floatingTargetState } from './FloatingTarget.tsx'

/** Leads a floating IP to another target: it is deleted and made anew, as nobody may edit one. */
export function Component() {
  const { name = '' } = useParams()
  const { params } = useProject()
  const { search } = useLocation()
  const navigate = useNavigate()
  const found = useView('floating-ips', name)
  // While it is being moved it is gone for a moment; the form is about the one that was there.
  const [first] = useState(found)
  const view = first ?? found
  const back = withListState(paths.floatingIp(params, name), search)
  return (
    <Panel
      kind="Floating IP"
      icon={<NetworkingIcon size={16} />}
      title={`Move ${name}`}
      foot={<LearnLink about="move-floating-ip" />}
      onClose={() => void navigate(back)}
    >
      {view?.kind === 'FloatingIpView' ? (
        <MoveForm view={view} back={back} />
      ) : (
        <div className={styles.form}>
          <Text as="p">There is no floating IP {name} that could be moved.</Text>
        </div>
      )}
    </Panel>
  )
}

const draft = z.object({ target: floatingTargetState })

interface MoveFormProps {
  view: FloatingIpView
  back: string
}

function MoveForm({ view, back }: MoveFormProps) {
  const { name, fip, networkType } = view
  const { params } = useProject()
  const navigate = useNavigate()
  const facts = useJudgementFacts()
  const form = useIntentForm<z.infer<typeof draft>>({
    draft,
    initial: { target: NO_TARGET },
    intentOf: ({ target }) => ({
      intent: 'move-floating-ip',
      name,
      uid: fip.meta.uid,
      target: floatingTargetIntent(target),
    }),
  })
  const verdict = canMoveFloatingIp(view, facts)

  async function submit(): Promise<void> {
    const started = await form.submit()
    if (!started) return
    void navigate(started.operation ? paths.operation(params, started.operation.id) : back, {
      state: { from: 'form' },
    })
  }

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (form.blocked === undefined && verdict.allowed) void submit()
      }}
    >
      <div className={styles.fixed}>
        {moveWords(fip).map((sentence) => (
          <Text key={sentence} as="p" size="s">
            {sentence}
          </Text>
        ))}
      </div>
      <FloatingTarget
        fields={form}
        value={form.state.target}
        onChange={(target) => form.set({ target })}
        type={networkType === 'unknown' ? undefined : networkType}
        self={name}
      />
      <FormFoot
        // Said above already, where it belongs.
        form={{ ...form, warningOf: () => undefined, ...(!verdict.allowed && { blocked: verdict.reason }) }}
        submit={`Move ${name}`}
        refusedTitle={`${name} stays where it is`}
        back={back}
      />
    </form>
  )
}

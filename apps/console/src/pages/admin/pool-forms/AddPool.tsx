import { deniedReason } from '@kube-dc/networking/access'
import type { AddPoolFacts, PoolUse } from '@kube-dc/networking/pool-changes/add-pool'
import { offeredVlans } from '@kube-dc/networking/pool-changes/vlan-choice'
import { Network } from 'lucide-react'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { Panel } from '../../../parts/Panel.tsx'
import { SkeletonRows } from '../../../parts/SkeletonRows.tsx'
import { FreeCount, UtilizationBar, UtilizationFigures } from '../../../parts/UtilizationBar.tsx'
import { FormFoot } from '../../networking/forms/FormFoot.tsx'
import formStyles from '../../networking/forms/forms.module.css'
import { PlanYaml } from '../../networking/forms/PlanBeside.tsx'
import { usePlatformHere } from '../admin-context.ts'
import { BlockFields, NameAndType } from './add-pool-fields.tsx'
import styles from './PoolForms.module.css'
import { useAddPool } from './use-add-pool.ts'
import { usePoolFacts } from './use-pool-facts.ts'
import { VlanField } from './VlanField.tsx'

/** Asks for a new pool, over the list of them. */
export function Component() {
  const navigate = useNavigate()
  const { facts, settled } = usePoolFacts()
  return (
    <Panel
      kind="Pool"
      icon={<Network size={16} strokeWidth={1.5} />}
      title="Add a pool"
      onClose={() => void navigate(paths.adminPools())}
    >
      {settled ? <AddForm facts={facts} /> : <SkeletonRows columns={['1fr']} rows={8} />}
    </Panel>
  )
}

function AddForm({ facts }: { facts: AddPoolFacts }) {
  const { namespace, access } = usePlatformHere()
  const navigate = useNavigate()
  const { form: known, providers } = useAddPool(facts)
  // Who may not is told before anything is typed.
  const form = { ...known, blocked: deniedReason(access, 'create', 'subnets') ?? known.blocked }
  const vlans = useMemo(() => offeredVlans(facts.vlans, facts.subnets), [facts.vlans, facts.subnets])
  const { name } = form.state
  const { use, plan } = form.judgement ?? {}

  async function submit(): Promise<void> {
    const started = await form.submit()
    if (started?.operation)
      void navigate(paths.adminOperation(started.operation.id), { state: { from: 'form' } })
  }

  return (
    <form
      className={formStyles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (form.blocked === undefined) void submit()
      }}
    >
      <NameAndType form={form} />
      <BlockFields form={form} />
      <VlanField form={form} vlans={vlans} providers={providers} />
      {use && <Preview of={use} />}
      <FormFoot
        form={form}
        submit={`Add ${name || 'it'}`}
        refusedTitle={`${name} was not added`}
        back={paths.adminPools()}
      />
      <PlanYaml plan={plan} namespace={namespace} fileName={name} />
    </form>
  )
}

/** How the pool will be used before anybody has an address of it. */
function Preview({ of }: { of: PoolUse }) {
  return (
    <div className={styles.preview} role="group" aria-label="What it will give out">
      <FreeCount of={of} />
      <UtilizationBar of={of} />
      <UtilizationFigures of={of} />
    </div>
  )
}

import { changePool, type ChangePool } from '@kube-dc/api/pools'
import {
  canChangePoolField,
  DEFAULT_MTU,
  judgeEdit,
  POOL_FIELDS,
  type PoolField,
} from '@kube-dc/networking/pool-changes/pool-edit'
import type { Pool } from '@kube-dc/networking/pools/pool'
import { Network } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { Link, useNavigate } from 'react-router'
import { z } from 'zod'
import { notify } from '../../../app/notices.ts'
import { paths } from '../../../app/paths.ts'
import { useServices } from '../../../app/services.ts'
import { useSending } from '../../../operations/use-sending.ts'
import { Field } from '../../../parts/Field.tsx'
import { Panel } from '../../../parts/Panel.tsx'
import { Text } from '../../../parts/Text.tsx'
import { FormFoot } from '../../networking/forms/FormFoot.tsx'
import styles from '../../networking/forms/forms.module.css'
import { useJudgedForm } from '../../networking/forms/use-judged-form.ts'
import { usePlatformHere } from '../admin-context.ts'
import { usePoolHere } from '../pools/pool-context.ts'
import { numberOf } from './add-pool-state.ts'
import { warningHelp } from './warning-help.tsx'

const draft = z.object({ mtu: z.string() })

type State = z.infer<typeof draft>

/** Changes of a pool what strands nobody; every other field says why it stays. */
export function Component() {
  const { pool: read, report } = usePoolHere()
  const navigate = useNavigate()
  // What a pool is read from does not tell its MTU.
  const pool = useMemo(() => ({ ...read, subnet: report.subnet }), [read, report.subnet])
  const back = paths.adminPool(pool.name)
  return (
    <Panel
      kind="Pool"
      icon={<Network size={16} strokeWidth={1.5} />}
      title={`Change ${pool.name}`}
      onClose={() => void navigate(back)}
    >
      <ChangeForm pool={pool} back={back} />
    </Panel>
  )
}

function ChangeForm({ pool, back }: { pool: Pool; back: string }) {
  const { access } = usePlatformHere()
  const { api } = useServices()
  const navigate = useNavigate()
  const { name, subnet } = pool
  const { mtu: seen = null } = subnet
  const { uid } = subnet.meta
  const form = useJudgedForm({
    initial: { mtu: String(seen ?? DEFAULT_MTU) },
    draft,
    wishOf: useCallback(({ mtu }: State) => ({ mtu: numberOf(mtu), uid, seen: { mtu: seen } }), [uid, seen]),
    schema: changePool,
    judge: useCallback((wish: ChangePool) => judgeEdit(wish, pool, access), [pool, access]),
    sending: useSending((body: ChangePool) => api.call('changePool', { params: { name }, body })),
    dryRun: {
      key: ['change-pool', name],
      ask: (body, signal) =>
        api.call('changePool', { params: { name }, query: { dryRun: 'true' }, body }, { signal }),
    },
  })

  async function submit(): Promise<void> {
    if (!(await form.submit())) return
    notify({ state: 'ok', text: `The MTU of ${name} is ${form.state.mtu.trim()}.` })
    void navigate(back)
  }

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (form.blocked === undefined) void submit()
      }}
    >
      <Field
        label="MTU"
        inputMode="numeric"
        mono
        value={form.state.mtu}
        onChange={(event) => form.set({ mtu: event.target.value })}
        onBlur={() => form.touch('mtu')}
        help={warningHelp(form.warningOf('mtu'), 'Bytes of the longest packet.')}
        error={form.errorOf('mtu')}
      />
      <FormFoot
        form={{ ...form, warningOf: () => undefined }}
        submit="Change the MTU"
        refusedTitle={`${name} stays as it is`}
        back={back}
      />
      <div className={styles.fixed} role="group" aria-label="What stays as it is">
        {POOL_FIELDS.map((field) => (
          <FixedField key={field} field={field} pool={pool} />
        ))}
      </div>
    </form>
  )
}

const FIELDS: Readonly<Record<PoolField, { label: string; value: (pool: Pool) => string | undefined }>> = {
  name: { label: 'Name', value: ({ name }) => name },
  networkType: { label: 'Network type', value: ({ networkType }) => networkType },
  cidr: { label: 'CIDR', value: ({ subnet }) => subnet.cidr },
  gateway: { label: 'Gateway', value: ({ subnet }) => subnet.gateway },
  vlan: { label: 'VLAN', value: ({ subnet }) => subnet.vlan },
  mtu: { label: 'MTU', value: ({ subnet }) => subnet.mtu?.toString() },
  excludeIps: { label: 'Reserved addresses', value: ({ subnet }) => subnet.excludeIps.join(', ') },
}

/** A field that is not changed here, with the reason; nothing where it is. */
function FixedField({ field, pool }: { field: PoolField; pool: Pool }) {
  const { access } = usePlatformHere()
  const verdict = canChangePoolField(field, pool, access)
  const { label, value } = FIELDS[field]
  if (field === 'mtu') return null
  return (
    <Text as="p" size="s">
      <Text strong>{label}</Text>: <Text mono>{value(pool) ?? 'none'}</Text>.{' '}
      {verdict.allowed ? (
        <Link to={paths.changeExclusions(pool.name)}>Reserve or release addresses</Link>
      ) : (
        verdict.reason
      )}
    </Text>
  )
}

import type { Pool } from '@kube-dc/networking/pools/pool'
import { Network } from 'lucide-react'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { notify } from '../../../app/notices.ts'
import { paths } from '../../../app/paths.ts'
import { ConfirmDialog } from '../../../parts/ConfirmDialog.tsx'
import { Field } from '../../../parts/Field.tsx'
import { Panel } from '../../../parts/Panel.tsx'
import { SkeletonRows } from '../../../parts/SkeletonRows.tsx'
import { FormFoot } from '../../networking/forms/FormFoot.tsx'
import styles from '../../networking/forms/forms.module.css'
import { usePoolHere } from '../pools/pool-context.ts'
import { EditPreview } from './EditPreview.tsx'
import { FixedFields } from './FixedFields.tsx'
import { useConfirmedSubmit } from './use-confirmed-submit.ts'
import { usePoolEdit } from './use-pool-edit.ts'
import { warningHelp } from './warning-help.tsx'

/** Changes of a pool what strands nobody; every other field says why it stays. */
export function Component() {
  const { pool: read, report, arrived } = usePoolHere()
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
      {/* Before the holders are here, nobody could be told how many feel it. */}
      {arrived ? <ChangeForm pool={pool} back={back} /> : <SkeletonRows columns={['1fr']} rows={4} />}
    </Panel>
  )
}

function ChangeForm({ pool, back }: { pool: Pool; back: string }) {
  const navigate = useNavigate()
  const { name } = pool
  const { form, preview } = usePoolEdit(pool)

  const { asking, stopAsking, submit, onSubmit } = useConfirmedSubmit(
    form,
    preview?.typeName === true,
    () => {
      notify({ state: 'ok', text: `The MTU of ${name} is ${form.state.mtu.trim()}.` })
      void navigate(back)
    },
  )

  return (
    <>
      <form className={styles.form} noValidate onSubmit={onSubmit}>
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
        {preview && <EditPreview preview={preview} />}
        <FormFoot
          form={{ ...form, warningOf: () => undefined }}
          submit="Change the MTU"
          refusedTitle={`${name} stays as it is`}
          back={back}
        />
        <FixedFields pool={pool} />
      </form>
      {/* Not inside of the form: what is submitted there is not submitted here. */}
      {asking && preview && (
        <ConfirmDialog
          open
          title={`Change the MTU of ${name}?`}
          confirmLabel={`Change the MTU of ${name}`}
          keepLabel="Keep it as it is"
          nameToType={name}
          busy={form.pending}
          onConfirm={() => void submit()}
          onClose={stopAsking}
        >
          <EditPreview preview={preview} />
          {form.warnings.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </ConfirmDialog>
      )}
    </>
  )
}

import { Network } from 'lucide-react'
import { useNavigate, useSearchParams } from 'react-router'
import { notify } from '../../../app/notices.ts'
import { paths } from '../../../app/paths.ts'
import { ConfirmDialog } from '../../../parts/ConfirmDialog.tsx'
import { Panel } from '../../../parts/Panel.tsx'
import { RadioCards } from '../../../parts/RadioCards.tsx'
import { SkeletonRows } from '../../../parts/SkeletonRows.tsx'
import { FormFoot } from '../../networking/forms/FormFoot.tsx'
import styles from '../../networking/forms/forms.module.css'
import { usePoolHere } from '../pools/pool-context.ts'
import { doneWords, verbWords } from './exclusion-words.ts'
import { ExclusionPreview, HeldList } from './ExclusionPreview.tsx'
import { RangesField } from './RangesField.tsx'
import { useConfirmedSubmit } from './use-confirmed-submit.ts'
import { useExclusions } from './use-exclusions.ts'

/** Takes addresses of a pool out of what is given out, or puts them back; over the pool. */
export function Component() {
  const { pool, arrived } = usePoolHere()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const address = query.get('address')
  const back = address === null ? paths.adminPool(pool.name) : paths.adminAddress(pool.name, address)
  return (
    <Panel
      kind={`Addresses of ${pool.name}`}
      icon={<Network size={16} strokeWidth={1.5} />}
      title="Reserve or release"
      onClose={() => void navigate(back)}
    >
      {/* Before the holders are here, nobody could be told whose addresses these are. */}
      {arrived ? <ExclusionForm back={back} /> : <SkeletonRows columns={['1fr']} rows={4} />}
    </Panel>
  )
}

function ExclusionForm({ back }: { back: string }) {
  const { pool } = usePoolHere()
  const navigate = useNavigate()
  const form = useExclusions()
  const { state, set } = form
  const preview = form.judgement?.preview
  const action = verbWords(state.do, preview?.count)

  const { asking, stopAsking, submit, onSubmit } = useConfirmedSubmit(
    form,
    preview?.typeName === true,
    (outcome) => {
      notify({ state: 'ok', text: doneWords(pool.name, state.do, outcome) })
      void navigate(back)
    },
  )

  return (
    <>
      <form className={styles.form} noValidate onSubmit={onSubmit}>
        <RadioCards
          legend="What becomes of them"
          name="do"
          options={WAYS}
          value={state.do}
          onChange={(what) => set({ do: what })}
          error={form.errorOf('do')}
        />
        <RangesField
          legend="Addresses"
          field="ranges"
          form={form}
          rows={state.ranges}
          onChange={(ranges) => set({ ranges })}
          least={1}
          help="One address, the first and last of a range with two dots or a dash between, or a block."
        />
        {preview && <ExclusionPreview pool={pool.name} preview={preview} warnings={form.warnings} />}
        <FormFoot
          // Warnings stand in the preview.
          form={{ ...form, warningOf: () => undefined }}
          submit={action}
          refusedTitle={`${pool.name} stays as it is`}
          back={back}
        />
      </form>
      {/* Not inside of the form: what is submitted there is not submitted here. */}
      {asking && preview && (
        <ConfirmDialog
          open
          title={`${action} of ${pool.name}?`}
          confirmLabel={action}
          keepLabel="Keep it as it is"
          nameToType={pool.name}
          busy={form.pending}
          onConfirm={() => void submit()}
          onClose={stopAsking}
        >
          {form.warnings.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
          <HeldList pool={pool.name} held={preview.held} />
        </ConfirmDialog>
      )}
    </>
  )
}

const WAYS = [
  { value: 'reserve', label: 'Reserve', detail: 'They are not given out any more. Who has one keeps it.' },
  { value: 'release', label: 'Release', detail: 'They are given out to whoever asks next.' },
] as const

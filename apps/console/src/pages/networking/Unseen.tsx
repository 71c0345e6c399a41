import type { Sight, SourceKind } from '@kube-dc/networking/joins/views'
import { KIND_TITLES } from '@kube-dc/networking/model/kinds'
import { list, sentence } from '@kube-dc/networking/words'
import { useCallback, useSyncExternalStore } from 'react'
import { Partial } from '../../parts/Partial.tsx'
import { useProject } from '../project/project-context.ts'
import styles from './ListProblem.module.css'
import { useNetwork } from './network-context.ts'

/** A kind that a list rests on, beside its own. */
export interface Rest {
  readonly kind: SourceKind
  /** What stays unknown without it, as the end of a sentence: "why endpoints are not ready". */
  readonly tells: string
}

/** Which of the kinds that a list rests on cannot be seen, and what that makes unknown. The rest is shown, and true. */
export function Unseen({ rests }: { rests: readonly Rest[] }) {
  const { params } = useProject()
  const forbidden = useUnseen(rests, 'forbidden')
  const missing = useUnseen(rests, 'not-installed')
  return (
    <>
      {forbidden.length > 0 && (
        <Words unseen={forbidden}>Your role may not list them in {params.project}.</Words>
      )}
      {missing.length > 0 && <Words unseen={missing}>This cluster does not have them.</Words>}
    </>
  )
}

function Words({ unseen, children }: { unseen: readonly Rest[]; children: React.ReactNode }) {
  const titles = sentence(list(unseen.map(({ kind }) => KIND_TITLES[kind])))
  const told = [...new Set(unseen.map(({ tells }) => tells))]
  return (
    <div className={styles.notice} role="status">
      <Partial title={`${titles} are not shown`}>
        <p>
          {children} Unknown without them: {list(told)}.
        </p>
      </Partial>
    </div>
  )
}

/** Those of the kinds that are seen in this way only. */
export function useUnseen(rests: readonly Rest[], sight: Sight): readonly Rest[] {
  const { network } = useNetwork()
  const subscribe = useCallback((listener: () => void) => network.subscribe(listener), [network])
  const kinds = useSyncExternalStore(subscribe, () =>
    rests
      .filter(({ kind }) => network.sight(kind) === sight)
      .map(({ kind }) => kind)
      .join(),
  )
  return rests.filter(({ kind }) => kinds.split(',').includes(kind))
}

import type {
  Evidence,
  Finding as CoreFinding,
  Ref,
  Remedy,
  Severity,
} from '@kube-dc/networking/rules/finding'
import type { ReactNode } from 'react'
import { Age } from './Age.tsx'
import { Finding, type EvidenceRow } from './Finding.tsx'

interface FindingCardProps {
  finding: CoreFinding
  /** What follows from it, on the same subject or on others. */
  consequences?: readonly Pick<CoreFinding, 'title'>[]
  /** It is the reason for this page's subject. */
  tinted?: boolean
  /** A remedy as a button or a link, by what this page can do; `best` is the first. */
  remedy: (remedy: Remedy, best: boolean) => ReactNode
}

const STATES: Readonly<Record<Severity, 'broken' | 'waiting' | 'ok'>> = {
  broken: 'broken',
  waiting: 'waiting',
  notice: 'waiting',
  info: 'ok',
}

const KINDS: Readonly<Record<Ref['kind'], string>> = {
  ExternalIp: 'External IP',
  Organization: 'Organization',
  Project: 'Project',
  Installation: 'Installation',
}

/** A finding of the rules, with its evidence named from the point of view of its subject. */
export function FindingCard({ finding, consequences = [], tinted = false, remedy }: FindingCardProps) {
  const { severity, certainty, title, explanation, evidence, remedies, subject } = finding
  return (
    <Finding
      state={STATES[severity]}
      title={certainty === 'likely' ? `Likely: ${title}` : title}
      tinted={tinted}
      consequences={consequences.map((one) => one.title)}
      evidence={evidence.map((fact) => rowOf(fact, subject))}
      remedies={
        remedies.length === 0
          ? undefined
          : remedies.map((one, index) => <span key={one.words}>{remedy(one, index === 0)}</span>)
      }
    >
      <p>{explanation}</p>
    </Finding>
  )
}

function rowOf({ object, field, value, at }: Evidence, subject: Ref): EvidenceRow {
  const own =
    object.kind === subject.kind && object.name === subject.name && object.namespace === subject.namespace
  return {
    label: own ? `This ${KINDS[object.kind]}` : `${KINDS[object.kind]} ${object.name}`,
    value: (
      <>
        {field}: {value}
        {at !== undefined && (
          <>
            , <Age since={at} />
          </>
        )}
      </>
    ),
    mono: true,
  }
}

import { REF_TITLES, type Evidence, type Finding } from '@kube-dc/networking/rules/finding'
import { Age } from '../../parts/Age.tsx'

const OBJECTS = { ...REF_TITLES, Installation: 'This installation' } as const

/** What proves a finding, as the rows of its picture. */
export function evidenceRows(finding: Finding) {
  return finding.evidence.map((fact) => ({
    label: subject(fact, finding),
    value: <Fact fact={fact} />,
    mono: true,
  }))
}

function subject({ object }: Evidence, finding: Finding): string {
  const own = object.kind === finding.subject.kind && object.name === finding.subject.name
  if (own) return `This ${OBJECTS[object.kind]}`
  return object.kind === 'Installation' ? OBJECTS.Installation : `${OBJECTS[object.kind]} ${object.name}`
}

function Fact({ fact: { field, value, at } }: { fact: Evidence }) {
  return (
    <>
      {field} {value}
      {at !== undefined && (
        <>
          , <Age since={at} />
        </>
      )}
    </>
  )
}

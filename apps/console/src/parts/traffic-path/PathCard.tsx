import { useState, type ReactNode } from 'react'
import { Card, Section } from '../Card.tsx'
import styles from './TrafficPath.module.css'
import { TrafficPath } from './TrafficPath.tsx'
import type { Path } from './types.ts'

interface PathCardProps extends Path {
  title: string
  sub?: ReactNode
  /** Facts under the picture. */
  foot?: ReactNode
}

/** A path on a plane of its own, for pages and reviews. */
export function PathCard({ title, sub, foot, hops, connectors }: PathCardProps) {
  const [asText, setAsText] = useState(false)
  return (
    <Card title={title} sub={sub} foot={foot} action={<AsText on={asText} onChange={setAsText} />}>
      <TrafficPath label={title} hops={hops} connectors={connectors} asText={asText} />
    </Card>
  )
}

interface PathSectionProps extends Path {
  title?: string
}

/** A path in a panel, from top to bottom. */
export function PathSection({ title = 'Traffic path', hops, connectors }: PathSectionProps) {
  const [asText, setAsText] = useState(false)
  return (
    <Section title={title} action={<AsText on={asText} onChange={setAsText} />}>
      <TrafficPath label={title} hops={hops} connectors={connectors} direction="vertical" asText={asText} />
    </Section>
  )
}

function AsText({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <button type="button" className={styles.asText} onClick={() => onChange(!on)}>
      {on ? 'As picture' : 'As text'}
    </button>
  )
}

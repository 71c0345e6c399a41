import type { ApiClient } from '@kube-dc/api/client'
import type { Meta } from '@kube-dc/networking/model/object'
import { Section } from '../../parts/Card.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { YamlView } from '../../parts/YamlView.tsx'
import { useObjectRead, type ObjectParams } from './use-object-read.ts'

const readYaml = (api: ApiClient, params: ObjectParams, signal: AbortSignal) =>
  api.call('objectYaml', { params }, { signal })

/** The object as the cluster has it, read with the person's own token. */
export function Yaml({ ip: { meta } }: { ip: { readonly meta: Meta } }) {
  const { answer, error, again } = useObjectRead('yaml', meta, readYaml)
  if (error) return <ProblemBox title="The YAML could not be read" problem={error.problem} onRetry={again} />
  if (!answer) return <SkeletonRows columns={['2fr', '1fr']} rows={8} />
  return (
    <Section>
      <YamlView yaml={answer.yaml} fileName={`${meta.name}.yaml`} />
    </Section>
  )
}

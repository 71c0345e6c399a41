import type { ApiClient } from '@kube-dc/api/client'
import { Section } from '../../parts/Card.tsx'
import { YamlView } from '../../parts/YamlView.tsx'
import { ReadState } from './ReadState.tsx'
import { useObjectRead, type ObjectParams, type OneObject } from './use-object-read.ts'

const readYaml = (api: ApiClient, params: ObjectParams, signal: AbortSignal) =>
  api.call('objectYaml', { params }, { signal })

/** The object as the cluster has it, read with the person's own token. */
export function Yaml({ of }: { of: OneObject }) {
  const { answer, error, again } = useObjectRead('yaml', of, readYaml)
  if (!answer || error) return <ReadState title="The YAML could not be read" error={error} again={again} />
  return (
    <Section>
      <YamlView yaml={answer.yaml} fileName={`${of.meta.name}.yaml`} />
    </Section>
  )
}

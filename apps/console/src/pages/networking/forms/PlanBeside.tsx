import { manifestOf } from '@kube-dc/networking/operations/manifest'
import type { Plan } from '@kube-dc/networking/operations/plan'
import { Section } from '../../../parts/Card.tsx'
import { YamlView } from '../../../parts/YamlView.tsx'
import { useProject } from '../../project/project-context.ts'
import { useYamlWriter } from './use-yaml-writer.ts'

interface PlanBesideProps {
  plan: Plan | undefined
  fileName: string
}

/** What will be made in the open Project, as `kubectl apply -f` takes it. */
export function PlanBeside(props: PlanBesideProps) {
  return <PlanYaml {...props} namespace={useProject().namespace} />
}

interface PlanYamlProps extends PlanBesideProps {
  /** Where it would be made; says nothing about what belongs to the whole cluster. */
  namespace: string
}

/** The same, wherever it is made. */
export function PlanYaml({ plan, fileName, namespace }: PlanYamlProps) {
  const yaml = useYaml(plan, namespace)
  if (yaml === undefined || yaml === '') return null
  return (
    <Section title="As YAML">
      <YamlView yaml={yaml} fileName={`${fileName}.yaml`} />
    </Section>
  )
}

/** The objects of a plan as YAML; empty for one that makes none. */
function useYaml(plan: Plan | undefined, namespace: string): string | undefined {
  const write = useYamlWriter()
  if (!plan || !write) return undefined
  return plan.steps
    .flatMap((step) => (step.verb === 'create' ? [write(manifestOf(step.object, { namespace }))] : []))
    .join('---\n')
}

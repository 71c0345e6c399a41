import { openedBy } from '@kube-dc/networking/methods/openness'
import { manifestOf } from '@kube-dc/networking/operations/manifest'
import type { Plan } from '@kube-dc/networking/operations/plan'
import { count } from '@kube-dc/networking/words'
import { Link, useSearchParams } from 'react-router'
import { paths } from '../../app/paths.ts'
import { stepWords } from '../../operations/operation-words.ts'
import { Card } from '../../parts/Card.tsx'
import { GlyphLine } from '../../parts/GlyphLine.tsx'
import { Fact, KeyValue } from '../../parts/KeyValue.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { Text } from '../../parts/Text.tsx'
import { clockTimeToSecond } from '../../parts/time.ts'
import { PathCard } from '../../parts/traffic-path/PathCard.tsx'
import { YamlView } from '../../parts/YamlView.tsx'
import { useYamlWriter } from '../networking/forms/use-yaml-writer.ts'
import { useProject } from '../project/project-context.ts'
import styles from './Frame.module.css'
import { plannedPath } from './planned-path.ts'
import { effectWords, quotaEffects } from './quota-effect.ts'
import { stepOfField, stepTitle } from './steps.ts'
import type { StepProps } from './StepPage.tsx'

/** Everything that will be made, and what speaks for and against it, before anything is. */
export function ReviewStep({ here, form }: StepProps) {
  const { plan, facts, problems, refused } = form
  const path = plan && plannedPath(plan, facts)
  return (
    <>
      {path && <PathCard title="The path that will exist" {...path} />}
      {refused && <ProblemBox title="The server refuses it" problem={refused} />}
      <div className={styles.review}>
        <div className={styles.column}>{plan && <Objects plan={plan} />}</div>
        <div className={styles.column}>
          {problems.length > 0 && <Against here={here} problems={problems} />}
          <Checks form={form} />
          {plan && <Order plan={plan} />}
        </div>
      </div>
    </>
  )
}

function Objects({ plan }: { plan: Plan }) {
  const { namespace } = useProject()
  const write = useYamlWriter()
  return plan.steps.map((step, index) => {
    if (step.verb !== 'create') return null
    const manifest = manifestOf(step.object, { namespace })
    return (
      <Card key={index} title={`${manifest.kind} ${manifest.metadata.name}`} sub="New" flush>
        {write && <YamlView yaml={write(manifest)} fileName={`${manifest.metadata.name}.yaml`} />}
      </Card>
    )
  })
}

interface AgainstProps extends Pick<StepProps, 'here'> {
  problems: StepProps['form']['problems']
}

/** What has to be changed first, with the way to the step where it is. */
function Against({ here, problems }: AgainstProps) {
  const { params } = useProject()
  const [query] = useSearchParams()
  return (
    <Card title="This has to be changed first">
      <ul className={styles.facts}>
        {problems.map(({ field, message }) => {
          const step = stepOfField(field)
          return (
            <li key={`${field} ${message}`}>
              <GlyphLine glyph={<StateGlyph state="broken" />}>
                {message}{' '}
                {step && (
                  <Link to={paths.exposeStep(params, step, query)}>Go to {stepTitle(step, here.method)}</Link>
                )}
              </GlyphLine>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

/** The server's word, the quotas, and what the rules remark, for it or against. */
function Checks({ form: { plan, dryRun, facts, warnings, problems } }: Pick<StepProps, 'form'>) {
  if (!plan) return null
  return (
    <Card title="Checks">
      <div className={styles.facts}>
        <p role="status">
          {dryRun?.accepted === true ? (
            <GlyphLine glyph={<StateGlyph state="ok" />}>
              The server accepts it, dry run at {clockTimeToSecond(dryRun.at)} with your own rights. Nothing
              was made.
            </GlyphLine>
          ) : (
            problems.length === 0 && (
              <GlyphLine glyph={<StateGlyph state="waiting" />}>The server is asked…</GlyphLine>
            )
          )}
        </p>
        <KeyValue>
          {quotaEffects(plan, facts).map((effect) => (
            <Fact key={effect.what} label={effect.what}>
              {effectWords(effect)}
            </Fact>
          ))}
        </KeyValue>
        {openedBy(plan, facts).map((sentence) => (
          <GlyphLine key={sentence} glyph={<StateGlyph state="info" />}>
            {sentence}
          </GlyphLine>
        ))}
        {warnings.map(({ field, message }) => (
          <GlyphLine key={`${field} ${message}`} glyph={<StateGlyph state="waiting" />}>
            {message}
          </GlyphLine>
        ))}
      </div>
    </Card>
  )
}

function Order({ plan: { steps } }: { plan: Plan }) {
  return (
    <Card title="When you apply">
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={index}>
            {stepWords(step)}
            <Text as="p" size="s" tone="2">
              Undo: delete it
            </Text>
          </li>
        ))}
        <li>
          Wait until it is reached
          <Text as="p" size="s" tone="2">
            {count(steps.length, 'object', 'objects')} made, then what the platform has to do. You may leave.
          </Text>
        </li>
      </ol>
    </Card>
  )
}

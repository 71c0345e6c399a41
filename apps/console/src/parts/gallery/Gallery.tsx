import { Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { ActionButton } from '../ActionButton.tsx'
import { Card } from '../Card.tsx'
import { ConfirmDialog, Consequences } from '../ConfirmDialog.tsx'
import { Empty } from '../Empty.tsx'
import { Field } from '../Field.tsx'
import { LiveIndicator } from '../LiveIndicator.tsx'
import { MicroPath, type MicroHop } from '../MicroPath.tsx'
import { Ownership } from '../Ownership.tsx'
import { Partial } from '../Partial.tsx'
import { ProblemBox } from '../ProblemBox.tsx'
import { RadioCards } from '../RadioCards.tsx'
import { SkeletonRows } from '../SkeletonRows.tsx'
import { StateGlyph, STATE_WORDS, type GlyphState } from '../StateGlyph.tsx'
import { Text } from '../Text.tsx'
import { TypeChip } from '../Chip.tsx'
import { VisuallyHidden } from '../VisuallyHidden.tsx'
import { YamlView } from '../YamlView.tsx'
import { GalleryShell } from './GalleryShell.tsx'
import styles from './Gallery.module.css'

const GLYPHS: readonly [GlyphState, string][] = [
  ['ok', 'proven by live objects'],
  ['waiting', 'says for what'],
  ['broken', 'says why and what to do'],
  ['unknown', 'says what would tell'],
  ['hidden', 'your role may not see it'],
  ['new', 'only in a review'],
  ['impossible', 'only for choices'],
  ['info', 'only for findings'],
  ['end', 'Internet, client'],
]

const PATHS: readonly [readonly MicroHop[], string][] = [
  [['ok', 'ok', 'ok', 'ok'], 'Ready'],
  [['ok', 'waiting', 'ok', 'ok'], 'Waiting for the certificate, 40 s'],
  [['ok', 'ok', 'broken', 'idle'], 'Selector matches no pod'],
  [['ok', 'unknown', 'ok', 'ok'], 'Route not readable yet'],
  [['ok', 'hidden', 'ok', 'ok'], 'One hop is hidden from your role'],
  [['ok', 'ok', 'partly', 'ok'], '2 of 3 endpoints'],
  [['ok', 'ok', 'ok', 'waiting', 'ok', 'ok'], 'Six hops in the same slot'],
]

const MANIFEST = `apiVersion: kube-dc.com/v1
kind: EIp
metadata:
  name: uplink-a
  namespace: nimbus-edge
spec:
  externalNetworkType: public
`

/** Every small part in every state, to compare with the look; development only. */
export function Gallery() {
  const [deleting, setDeleting] = useState(false)
  return (
    <GalleryShell>
      <VisuallyHidden>
        <h1>Parts</h1>
      </VisuallyHidden>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Card title="State glyphs">
            <ul className={styles.glyphs}>
              {GLYPHS.map(([state, words]) => (
                <li key={state}>
                  <StateGlyph state={state} size={20} />
                  <b>{STATE_WORDS[state]}</b>
                  <Text tone="2">{words}</Text>
                </li>
              ))}
            </ul>
          </Card>
          <Card title="Micro path">
            <ul className={styles.paths}>
              {PATHS.map(([hops, words]) => (
                <li key={words}>
                  <MicroPath hops={hops} />
                  <Text tone="2">{words}</Text>
                </li>
              ))}
            </ul>
          </Card>
          <Card title="Live">
            <ul className={styles.lives}>
              <LiveRow>
                <LiveIndicator live={{ state: 'live' }} />
              </LiveRow>
              <LiveRow words="values stay, ages keep ticking">
                <LiveIndicator live={{ state: 'reconnecting', since: '2026-08-02T14:02:00' }} />
              </LiveRow>
              <LiveRow words="changing is disabled and says so">
                <LiveIndicator live={{ state: 'offline', since: '2026-08-02T14:01:00' }} />
              </LiveRow>
            </ul>
          </Card>
          <Card title="Facts">
            <div className={styles.row}>
              <TypeChip type="public" />
              <TypeChip type="cloud" />
              <TypeChip type="unknown" />
              <Ownership ownership="Shared" />
              <Ownership ownership="Exclusive" />
              <Ownership ownership="Released" />
              <Ownership ownership="Leased" />
            </div>
          </Card>
        </div>
        <div className={styles.column}>
          <Card title="Buttons">
            <div className={styles.row}>
              <ActionButton look="primary">Apply</ActionButton>
              <ActionButton>Back</ActionButton>
              <ActionButton look="outline">Compare</ActionButton>
              <ActionButton look="quiet">Cancel</ActionButton>
              <ActionButton look="danger" onClick={() => setDeleting(true)}>
                Delete…
              </ActionButton>
            </div>
            <div className={styles.row}>
              <ActionButton
                icon={<Plus />}
                disabledReason="Your role, user, cannot create Floating IPs. A developer or admin can."
              >
                Create Floating IP
              </ActionButton>
            </div>
          </Card>
          <Card title="Fields">
            <div className={styles.fields}>
              <Field label="Name" defaultValue="uplink-c" help="Lower case letters, digits and dashes" />
              <Field
                label="Port"
                defaultValue="8883"
                mono
                error={
                  <>
                    mqtt already uses 8883/TCP on uplink-a. 8884 is free. <Link to=".">Use 8884</Link>
                  </>
                }
              />
              <Field
                label="Host name"
                defaultValue="web.nimbus.example"
                ok="The server accepts it, dry run at 14:02:11"
              />
              <TypeChoice />
            </div>
          </Card>
          <Card title="Loading">
            <SkeletonRows columns={['1.4fr', '1fr', '.6fr', '2fr']} rows={3} />
          </Card>
        </div>
        <div className={styles.column}>
          <Card title="Empty">
            <Empty
              what="A Floating IP gives one VM an address of its own, in and out, every port."
              here="edge has none yet."
              action={
                <ActionButton look="primary" icon={<Plus />}>
                  Expose a VM
                </ActionButton>
              }
            />
          </Card>
          <Card title="Partly readable">
            <Partial title="Certificates are not shown">
              Your role may not list them in edge. Routes and hosts are complete; certificate state reads
              unknown.
            </Partial>
          </Card>
          <Card title="Failed">
            <ProblemBox
              title="The cluster did not answer for 10 seconds"
              problem={{
                error: 'Not caused by you. What you typed is kept. Next try in 8 s.',
                requestId: '',
              }}
              onRetry={() => {}}
            />
          </Card>
          <Card title="Manifest">
            <YamlView yaml={MANIFEST} fileName="uplink-a.yaml" />
          </Card>
        </div>
      </div>
      <DeleteDialog open={deleting} onClose={() => setDeleting(false)} />
    </GalleryShell>
  )
}

function LiveRow({ words, children }: { words?: string; children: ReactNode }) {
  return (
    <li>
      {children}
      {words !== undefined && <span className={styles.liveWords}>{words}</span>}
    </li>
  )
}

function TypeChoice() {
  const [type, setType] = useState<'public' | 'cloud' | 'vlan'>('public')
  return (
    <RadioCards
      legend="Network type"
      name="type"
      value={type}
      onChange={setType}
      options={[
        { value: 'public', label: 'Public', detail: 'The Internet can reach it.' },
        { value: 'cloud', label: 'Cloud', detail: 'Reachable inside the platform.' },
        { value: 'vlan', label: 'Other', disabledReason: 'This installation offers none.' },
      ]}
    />
  )
}

function DeleteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <ConfirmDialog
      open={open}
      title="Delete uplink-a?"
      nameToType="uplink-a"
      confirmLabel="Delete uplink-a"
      onConfirm={onClose}
      onClose={onClose}
    >
      <p>Two services lose their address at once:</p>
      <Consequences>
        <li>
          <StateGlyph state="ok" named />
          <b>mqtt</b>
          <Text mono>8883/TCP</Text> 1 endpoint
        </li>
        <li>
          <StateGlyph state="waiting" named />
          <b>telemetry</b>
          <Text mono>4317, 4318/TCP</Text> 2 endpoints
        </li>
      </Consequences>
      <p>203.0.113.14 goes back to the pool. Getting the same one again is not assured.</p>
    </ConfirmDialog>
  )
}

import { beforeAll, describe, expect, test } from 'vitest'
import { admin } from './support/api.ts'
import { invalid } from './support/expectations.ts'
import { freshNamespace, made, unique } from './support/objects.ts'

let base: string

beforeAll(async () => {
  base = `/apis/apps/v1/namespaces/${await freshNamespace('workloads')}`
})

const APP = { matchLabels: { app: 'web' } }
const TEMPLATE = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'web:1' }] },
}

const POD_SPEC = {
  containers: [
    {
      name: 'web',
      image: 'web:1',
      resources: {},
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      imagePullPolicy: 'IfNotPresent',
    },
  ],
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  securityContext: {},
  schedulerName: 'default-scheduler',
}

const COMPLETED = { selector: APP, template: { metadata: { labels: { app: 'web' } }, spec: POD_SPEC } }

const workload = (kind: string, name: string, spec: object) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name },
  spec,
})

describe('a new workload is completed', () => {
  const rolling = (rollingUpdate: object) => ({ type: 'RollingUpdate', rollingUpdate })

  test.each([
    [
      'Deployment',
      'deployments',
      {
        replicas: 1,
        strategy: rolling({ maxUnavailable: '25%', maxSurge: '25%' }),
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
      },
      {},
    ],
    ['ReplicaSet', 'replicasets', { replicas: 1 }, { replicas: 0 }],
    [
      'StatefulSet',
      'statefulsets',
      {
        replicas: 1,
        serviceName: '',
        podManagementPolicy: 'OrderedReady',
        updateStrategy: rolling({ partition: 0 }),
        revisionHistoryLimit: 10,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      },
      { replicas: 0, availableReplicas: 0 },
    ],
    [
      'DaemonSet',
      'daemonsets',
      { updateStrategy: rolling({ maxUnavailable: 1, maxSurge: 0 }), revisionHistoryLimit: 10 },
      { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
    ],
  ])('as %s', async (kind, plural, defaults, status) => {
    const name = `web-${unique()}`
    const reply = await admin.create(
      `${base}/${plural}`,
      workload(kind, name, { selector: APP, template: TEMPLATE }),
    )
    expect(reply.status).toBe(201)
    expect(reply.body).toHaveProperty('spec', { ...COMPLETED, ...defaults })
    expect(reply.body).toHaveProperty('status', status)
    expect(reply.object.metadata).toMatchObject({ generation: 1 })
  })
})

describe('a Deployment', () => {
  const labels = {
    reason: 'FieldValueInvalid',
    message: 'Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    field: 'spec.template.metadata.labels',
  }

  test('selects its own Pods', async () => {
    const name = `web-${unique()}`
    const other = { matchLabels: { app: 'other' } }
    const spec = { selector: other, template: TEMPLATE }
    expect(await admin.create(`${base}/deployments`, workload('Deployment', name, spec))).toEqual(
      invalid({ kind: 'Deployment', group: 'apps', name }, labels),
    )
    const without = workload('Deployment', name, { template: TEMPLATE })
    expect(await admin.create(`${base}/deployments`, without)).toEqual(
      invalid(
        { kind: 'Deployment', group: 'apps', name },
        { reason: 'FieldValueRequired', message: 'Required value', field: 'spec.selector' },
        labels,
      ),
    )
  })

  test('keeps its selector; another number of Pods is a new generation, its status is none', async () => {
    const name = `web-${unique()}`
    const url = `${base}/deployments/${name}`
    await made(`${base}/deployments`, workload('Deployment', name, { selector: APP, template: TEMPLATE }))
    const other = {
      selector: { matchLabels: { app: 'b' } },
      template: { metadata: { labels: { app: 'b' } } },
    }
    expect(await admin.patch(url, { spec: other })).toEqual(
      invalid(
        { kind: 'Deployment', group: 'apps', name },
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: {"matchLabels":{"app":"b"}}: field is immutable',
          field: 'spec.selector',
        },
      ),
    )
    const scaled = await admin.patch(url, { spec: { replicas: 0 } })
    expect(scaled.body).toMatchObject({ metadata: { generation: 2 }, spec: { replicas: 0 } })
    const told = await admin.patch(`${url}/status`, { status: { replicas: 1, readyReplicas: 1 } })
    expect(told.body).toMatchObject({
      metadata: { generation: 2 },
      status: { replicas: 1, readyReplicas: 1 },
    })
  })
})

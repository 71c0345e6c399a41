import { expect, it } from 'vitest'
import {
  gatewayRouteOf,
  loadBalancerOf,
  rawPod,
  rawService,
  rawSlice,
  rawWeb,
  ROUTED,
  WORKING,
} from '../testing/network.ts'
import { context } from '../testing/samples.ts'
import { standing } from './standing.ts'
import { gatewayRouteState, loadBalancerState } from './states.ts'

const balancer = (targetPort: number, more: object = {}, sights: object = {}) =>
  loadBalancerState(
    loadBalancerOf(
      {
        ...WORKING,
        services: [rawService('mqtt', { spec: { ports: [{ port: 8883, targetPort }] } })],
        ...more,
      },
      { sights },
    ),
    context(),
  )

it('what works is ready', () => {
  expect(standing(balancer(8883))).toEqual({ ready: true, mark: 'ok', heading: 'It is ready' })
})

it('a port that nothing likely answers at is made, and is not called ready', () => {
  const unanswered = {
    ready: false,
    mark: 'waiting',
    heading: 'It is made and given out, but likely nothing answers',
  }
  expect(standing(balancer(9999))).toEqual(unanswered)
  const services = [rawWeb({}, { ports: [{ name: 'http', port: 80, targetPort: 81 }] })]
  const route = gatewayRouteState(gatewayRouteOf({ ...ROUTED, services }), context())
  expect(standing(route)).toEqual(unanswered)
})

it('what is found counts where the rest of the way cannot be seen', () => {
  const state = balancer(9999, { 'endpoint-slices': [] }, { 'endpoint-slices': 'forbidden' })
  expect(state.state).toBe('unknown')
  expect(standing(state)).toMatchObject({
    ready: false,
    mark: 'waiting',
    heading: 'It is made, but likely nothing answers',
  })
})

it('anything else to look at is said as that', () => {
  const found = loadBalancerState(
    loadBalancerOf({ ...WORKING, services: [rawService('mqtt'), rawService('web')] }),
    context(),
  )
  expect(found.findings[0]?.rule).toBe('load-balancer/port-clash')
  expect(standing(found)).toMatchObject({
    ready: false,
    mark: 'waiting',
    heading: 'It is made and given out, but there is something to look at',
  })
})

it('endpoints of which some are not ready take nothing away from it', () => {
  const objects = {
    'endpoint-slices': [rawSlice('mqtt', { '10.61.4.8': 'a', '10.61.4.9': 'b' }, ['a'])],
    pods: [rawPod('a', { app: 'mqtt' }, '10.61.4.8'), rawPod('b', { app: 'mqtt' }, '10.61.4.9')],
  }
  const state = balancer(8883, objects)
  expect(state.notice).toBe(true)
  expect(standing(state)).toMatchObject({ ready: true, heading: 'It is ready' })
})

it.each([
  ['broken', 'It does not work yet'],
  ['waiting', 'It is being made ready'],
  ['unknown', 'Whether it works cannot be told here'],
] as const)('%s is not ready', (state, heading) => {
  expect(standing({ state, findings: [] })).toEqual({ ready: false, mark: state, heading })
})

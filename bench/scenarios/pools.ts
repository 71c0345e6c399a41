import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { Cluster } from '../../e2e/support/cluster.ts'
import { z } from 'zod'
import type { Stack } from '../../scripts/stack.ts'
import { Changes, TARGET, type Mark } from '../changes.ts'
import { LIST, signedIn, STAFF, whenShown } from '../console.ts'
import type { Measurement } from '../report.ts'
import { repeat } from '../repeat.ts'
import { gridOf, untilSettled } from '../settled.ts'
import { median } from '../statistics.ts'
import { untilFirst } from './first-row.ts'

const RUNS = 5
const CHANGES = 30
/** Long enough that each change comes after quiet, also of the sums of a large pool. */
const QUIET_MS = 500

const POOL = 'ext-cloud'
const POOLS = '/admin/pools'
const PAGE = `${POOLS}/${POOL}`
/** Below the crowd, so that it is the first row by address. */
const ADDRESS = '100.72.0.200'
const OVN_EIPS = '/apis/kubeovn.io/v1/ovn-eips'
const OVN_EIP = 'eip-bench-target'

const owned = z.object({ owners: z.array(z.object({ ownerRef: z.string() })) })

/** The token is the name of a load balancer that uses the address. */
const USER: Mark = {
  write: (token) => ({
    ready: true,
    ownershipType: 'Shared',
    ovnEIpRef: OVN_EIP,
    ipAddress: ADDRESS,
    owners: [{ type: 'ServiceLb', ownerRef: token }],
  }),
  read: (status) => owned.safeParse(status).data?.owners[0]?.ownerRef,
}

/** The provider's pages with a /16 of which 40,000 addresses are held, against a tenant's small list in the same run. */
export async function pools(browser: Browser, stack: Stack): Promise<Measurement[]> {
  const page = await signedIn(browser, stack, STAFF)
  const floor = await repeat(RUNS, () => untilFirst(page, `${stack.url}${LIST}`, '[role=gridcell]'))
  const list = await repeat(RUNS, () => untilFirst(page, `${stack.url}${POOLS}`, '[role=gridcell]'))
  const open = await repeat(RUNS, () => untilFirst(page, `${stack.url}${PAGE}`, '[role=gridcell]'))
  const against = { title: 'External IPs of a small Project, same run', value: median(floor) }
  const measurements: Measurement[] = [
    { id: 'pools-open', title: 'twenty pools, to the first row', unit: 'ms', value: median(list), against },
    {
      id: 'pool-open',
      title: 'a /16 with 40,000 held, to its picture',
      unit: 'ms',
      value: median(open),
      against,
    },
    ...(await pictures(page)),
    ...(await changes(page, stack)),
  ]
  await page.context().close()
  return measurements
}

/** What a person does with the open picture and the table of a large pool. */
async function pictures(page: Page): Promise<Measurement[]> {
  const overview = page.getByRole('grid').first()
  const cells = overview.getByRole('gridcell')
  const hover = await repeat(RUNS * 2, async (run) => {
    const at = await cells.nth(17 + run * 9).boundingBox()
    if (!at) throw new Error('The picture has no such cell')
    return untilSettled(page, 'pointermove', () => page.mouse.move(at.x + 5, at.y + 5))
  })
  const zoom = await repeat(RUNS * 2, (run) =>
    untilSettled(page, 'click', () => cells.nth(20 + run * 11).click()),
  )
  const box = page.getByRole('searchbox', { name: `Filter Allocations of ${POOL}` })
  const search = await repeat(RUNS * 2, async (run) => {
    await box.fill('100.72.3')
    await page.getByText(/^[\d,]+ of [\d,]+$/).waitFor()
    return untilSettled(page, 'keydown', () => box.press(String(run % 10)), gridOf(`Allocations of ${POOL}`))
  })
  await box.fill('')
  const of = 'in a /16 with 40,000 held'
  return [
    {
      id: 'pool-hover',
      title: `pointer on a cell to its words, ${of}`,
      unit: 'ms',
      value: median(hover),
      aim: 50,
    },
    {
      id: 'pool-zoom',
      title: `click on a /24 to its picture, ${of}`,
      unit: 'ms',
      value: median(zoom),
      aim: 100,
    },
    {
      id: 'pool-search',
      title: `last key in the filter to settled rows, ${of}`,
      unit: 'ms',
      value: median(search),
      aim: 50,
    },
  ]
}

async function changes(page: Page, stack: Stack): Promise<Measurement[]> {
  const cluster = await Cluster.of(stack, 'platform-admin')
  const source = new Changes(cluster, USER)
  await source.start()
  await cluster.create(OVN_EIPS, {
    apiVersion: 'kubeovn.io/v1',
    kind: 'OvnEip',
    metadata: { name: OVN_EIP, labels: { 'ovn.kubernetes.io/subnet': POOL } },
    spec: { externalSubnet: POOL, type: 'nat', v4Ip: ADDRESS },
  })
  await source.change('first')
  await page.goto(`${stack.url}${PAGE}?filter=${TARGET}`)
  await page.getByText('load balancer first').waitFor()
  const lags = await repeat(CHANGES, async (run) => {
    await pause(QUIET_MS)
    const token = `user-${run}-of-it`
    const shown = await whenShown(page, token)
    const watched = await source.change(token)
    return (await shown.at) - watched
  })
  await cluster.delete(`${OVN_EIPS}/${OVN_EIP}`)
  await source.stop()
  return [
    {
      id: 'pool-change',
      title: 'lone change of a holder among 40,000, after the raw watch',
      unit: 'ms',
      value: median(lags),
      aim: 60,
    },
  ]
}

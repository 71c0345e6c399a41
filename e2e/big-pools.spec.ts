import { z } from 'zod'
import { expect, rowOf, signIn, test } from './fixtures.ts'
import { Cluster, EIPS, eip } from './support/cluster.ts'
import { E2E_TARGET_VARIABLE, targetOf } from './support/target.ts'

/** Many pools and Projects, as few of them as a real cluster takes in a minute; the bench has the large world. */
test.use({
  stackSettings: {
    cluster: targetOf(process.env[E2E_TARGET_VARIABLE]),
    lab: { world: 'big-pools', allocations: 300, projects: 10, pools: 4 },
  },
})

const POOLS = ['ext-cloud', 'ext-cloud-2', 'ext-public', 'ext-public-2']

const subnet = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    cidrBlock: z.string(),
    gateway: z.string(),
    excludeIps: z.array(z.string()).default([]),
  }),
})

const ovnEip = z.looseObject({
  spec: z.looseObject({ externalSubnet: z.string().optional(), v4Ip: z.string().optional() }),
  status: z.looseObject({ v4Ip: z.string().optional() }).optional(),
})

/** The IPv4 part of what is written with a comma for two families. */
const four = (text: string) => text.split(',').find((part) => part.includes('.')) ?? ''

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

/** `12 of 30`, by nothing but the objects of the Kubernetes API: no code of the console is asked. */
async function freeByHand(cluster: Cluster, name: string): Promise<string> {
  const { spec } = subnet.parse(await cluster.get(`/apis/kubeovn.io/v1/subnets/${name}`))
  const [base = '', bits = ''] = four(spec.cidrBlock).split('/')
  const first = numberOf(base)
  const size = 2 ** (32 - Number(bits))
  const taken = new Set<number>([numberOf(four(spec.gateway))])
  for (const range of spec.excludeIps.filter((text) => text.includes('.') && !text.includes(':'))) {
    const [from = '', to = from] = range.split('..')
    for (let address = numberOf(from); address <= numberOf(to); address += 1) taken.add(address)
  }
  for (const raw of await cluster.list('/apis/kubeovn.io/v1/ovn-eips')) {
    const { spec: wanted, status } = ovnEip.parse(raw)
    const address = status?.v4Ip ?? wanted.v4Ip
    if (wanted.externalSubnet === name && address !== undefined) taken.add(numberOf(address))
  }
  const hosts = size - 2
  const inside = [...taken].filter((address) => address > first && address < first + size - 1).length
  return `${(hosts - inside).toLocaleString('en')} of ${hosts.toLocaleString('en')}`
}

test('many pools: their figures are those of plain arithmetic, live, and nothing healthy is accused @pools @real', async ({
  stack,
  page,
}) => {
  test.slow()
  const cluster = await Cluster.of(stack, 'platform-admin')
  await signIn(page, stack, 'platform-viewer', '/admin/pools')
  const agree = () =>
    expect(async () => {
      for (const name of POOLS) await expect(rowOf(page, name)).toContainText(await freeByHand(cluster, name))
    }).toPass({ timeout: 30_000 })
  await agree()
  await expect(rowOf(page, 'ext-public-2')).toContainText('Every address accounted for')
  await expect(rowOf(page, 'ext-cloud-2')).toContainText('Full')

  const before = await freeByHand(cluster, 'ext-cloud')
  await cluster.create(EIPS('harbor-depot'), eip('counted-by-hand', 'cloud'))
  try {
    await expect(rowOf(page, 'ext-cloud')).not.toContainText(before, { timeout: 30_000 })
    await agree()
  } finally {
    await cluster.delete(`${EIPS('harbor-depot')}/counted-by-hand`)
  }
  await expect(rowOf(page, 'ext-cloud')).toContainText(before, { timeout: 30_000 })
})

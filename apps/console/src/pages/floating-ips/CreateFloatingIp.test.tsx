import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { Refused } from '../../test/handlers.ts'
import { object } from '../../test/project-objects.ts'

const CREATE = '/o/nimbus/p/edge/floating-ips/create'
const server = useTestServer()

const NETWORK = {
  domain: { devices: { interfaces: [{ name: 'vpc_net_0', bridge: {} }] } },
  networks: [{ name: 'vpc_net_0', multus: { default: true, networkName: 'nimbus-edge/default' } }],
}

function world(): FakeBff {
  const bff = new FakeBff()
  const verbs = ['create', 'delete', 'get', 'list', 'patch', 'watch']
  bff.access = {
    verbs: { 'external-ips': verbs, 'floating-ips': verbs },
    incomplete: false,
    role: 'developer',
  }
  bff.of('virtual-machines').put(
    object('virtual-machines', 'desk', {
      spec: { running: true, template: { spec: NETWORK } },
      status: { printableStatus: 'Running', ready: true },
    }),
  )
  bff.of('virtual-machine-instances').put(
    object('virtual-machine-instances', 'desk', {
      spec: NETWORK,
      status: { phase: 'Running', interfaces: [{ name: 'vpc_net_0', ipAddress: '10.61.4.20' }] },
    }),
  )
  return bff
}

async function open(bff = world()) {
  const app = renderApp(CREATE, server, bff)
  const vm = await screen.findByRole('combobox', { name: 'VM and interface' })
  await screen.findByRole('option', { name: /desk, vpc_net_0/ })
  return { ...app, bff, vm }
}

const submit = () => screen.getByRole('button', { name: /^Create (?!floating IP)/ })

it('offers a free address first, and sends what is chosen', async () => {
  const { user, bff, vm } = await open()
  expect(screen.getByRole('radio', { name: 'One that the Project has' })).toBeChecked()
  await user.selectOptions(vm, 'desk/vpc_net_0')
  await user.click(submit())
  await waitFor(() =>
    expect(bff.intents).toMatchObject([
      {
        intent: 'create-floating-ip',
        name: 'desk',
        target: { by: 'vm', vm: 'desk' },
        address: { use: 'existing', name: 'uplink-old' },
      },
    ]),
  )
})

it('asks for a VM at its field', async () => {
  const { user, bff, vm } = await open()
  await user.click(submit())
  expect(vm).toHaveAccessibleDescription(/Choose a VM/)
  expect(bff.intents).toEqual([])
})

describe('an address', () => {
  it.each([
    ['', 'address'],
    ['10.61.4', 'address'],
    ['192.0.2.9', '10.61.4.0/22'],
    ['10.61.4.0', 'network'],
  ])('“%s” is refused at its field', async (text, words) => {
    const { user, bff } = await open()
    await user.click(screen.getByRole('radio', { name: 'An address' }))
    const address = screen.getByRole('textbox', { name: 'Address' })
    if (text !== '') await user.type(address, text)
    await user.click(submit())
    await waitFor(() => expect(address).toHaveAttribute('aria-invalid', 'true'))
    expect(address).toHaveAccessibleDescription(new RegExp(words, 'i'))
    expect(bff.intents).toEqual([])
  })
})

describe('what changes between choosing and submitting', () => {
  it('says that the VM is gone, and keeps the rest', async () => {
    const { user, bff, vm } = await open()
    await user.selectOptions(vm, 'desk/vpc_net_0')
    const name = screen.getByRole('textbox', { name: 'Name' })
    await user.clear(name)
    await user.type(name, 'remote-desk')
    bff.of('virtual-machines').remove('uid-virtual-machines-desk')
    bff.of('virtual-machine-instances').remove('uid-virtual-machine-instances-desk')
    bff.push()
    await user.click(submit())
    await waitFor(() => expect(vm).toHaveAttribute('aria-invalid', 'true'))
    expect(name).toHaveValue('remote-desk')
    expect(bff.intents).toEqual([])
  })

  it('says that the address is taken', async () => {
    const { user, bff, vm } = await open()
    await user.selectOptions(vm, 'desk/vpc_net_0')
    bff
      .of('floating-ips')
      .put(object('floating-ips', 'other', { spec: { eip: 'uplink-old', vmTarget: { vmName: 'other' } } }))
    bff.push()
    await user.click(submit())
    await waitFor(() =>
      expect(screen.getByRole('combobox', { name: 'Which External IP' })).toHaveAccessibleDescription(
        /uplink-old belongs to the floating IP other/,
      ),
    )
    expect(bff.intents).toEqual([])
  })

  it.each([
    new Refused('quota-exceeded', 'The Organization has used its public addresses up.'),
    new Refused('forbidden', 'Your role does not allow this here.'),
  ])('says what the server refuses', async (refusal) => {
    const bff = world()
    const { user, vm } = await open(bff)
    bff.onIntent = () => refusal
    await user.selectOptions(vm, 'desk/vpc_net_0')
    await user.click(submit())
    expect(await screen.findByText(refusal.error)).toBeInTheDocument()
    expect(vm).toHaveValue('desk/vpc_net_0')
  })
})

import { describe, expect, it } from 'vitest'
import { intent } from './intent.ts'
import { emailProblem } from './email.ts'
import { portTextProblem } from './ports.ts'

describe('emailProblem', () => {
  it.each(['ops@nimbus.io', 'a+b@mail.nimbus.co.uk', 'x@my-example.com'])('takes %s', (email) => {
    expect(emailProblem(email)).toBeUndefined()
  })

  it.each([
    ['', 'Enter an e-mail address.'],
    ['ops', 'such as ops@your-company.com'],
    ['ops@', 'such as'],
    ['ops@nimbus', 'such as'],
    ['a b@nimbus.io', 'such as'],
    ['ops@example.com', 'example.com is reserved'],
    ['ops@EXAMPLE.ORG', 'example.org is reserved'],
    ['ops@mail.example.net', 'mail.example.net is reserved'],
    ['ops@nimbus.test', 'nimbus.test is reserved'],
    ['ops@nimbus.local', 'nimbus.local is reserved'],
  ])('refuses “%s”', (email, words) => {
    expect(emailProblem(email)).toContain(words)
  })
})

describe('portTextProblem', () => {
  it.each(['1', '443', ' 65535 '])('takes “%s”', (text) => {
    expect(portTextProblem(text)).toBeUndefined()
  })

  it.each([
    ['', 'Enter a port.'],
    ['0', 'Enter a number from 1 to 65535.'],
    ['65536', 'Enter a number from 1 to 65535.'],
    ['http', 'Enter a whole number from 1 to 65535.'],
    ['80.5', 'Enter a whole number from 1 to 65535.'],
    ['-1', 'Enter a whole number from 1 to 65535.'],
    ['8000-8010', 'Enter one port per line: Services have no ranges. A floating IP passes every port.'],
    ['80,443', 'Enter one port per line: Services have no ranges. A floating IP passes every port.'],
  ])('refuses “%s”', (text, words) => {
    expect(portTextProblem(text)).toBe(words)
  })
})

describe('the schema of intents', () => {
  const loadBalancer = {
    intent: 'create-load-balancer',
    name: 'shop',
    selector: { app: 'shop' },
    ports: [{ protocol: 'TCP', port: 443, targetPort: 8443 }],
    address: { use: 'own', networkType: 'cloud' },
  }
  const port = (more: object) => ({ ...loadBalancer, ports: [{ ...loadBalancer.ports[0], ...more }] })

  it.each<[string, unknown, string, string]>([
    ['port 0', port({ port: 0 }), 'ports.0.port', 'Enter a number from 1 to 65535.'],
    ['port 65536', port({ port: 65_536 }), 'ports.0.port', 'Enter a number from 1 to 65535.'],
    ['half a port', port({ port: 80.5 }), 'ports.0.port', 'Enter a whole number from 1 to 65535.'],
    ['no port', port({ port: undefined }), 'ports.0.port', 'Enter the port that clients use, 1 to 65535.'],
    [
      'no target port',
      port({ targetPort: undefined }),
      'ports.0.targetPort',
      'Enter a number or the name of a port of the pods.',
    ],
    ['no ports', { ...loadBalancer, ports: [] }, 'ports', 'Add at least one port.'],
    ['no selector', { ...loadBalancer, selector: {} }, 'selector', 'Enter at least one label.'],
    ['a name in upper case', { ...loadBalancer, name: 'Shop' }, 'name', 'upper case'],
    [
      'a name of an address that is a number',
      { ...loadBalancer, name: '7up' },
      'name',
      'Start with a letter',
    ],
    [
      'a type that does not exist',
      { ...loadBalancer, address: { use: 'own', networkType: 'foo' } },
      'address.networkType',
      'Choose one of the offered network types.',
    ],
    [
      'no address',
      {
        intent: 'create-floating-ip',
        name: 'a',
        target: { by: 'address', address: '10.0.0' },
        address: { use: 'own', networkType: 'cloud' },
      },
      'target.address',
      'Enter an IPv4 address.',
    ],
    [
      'the shared address for a floating IP',
      {
        intent: 'create-floating-ip',
        name: 'a',
        target: { by: 'vm', vm: 'a' },
        address: { use: 'shared' },
      },
      'address.use',
      'Invalid',
    ],
  ])('refuses %s at its field', (_name, value, field, words) => {
    const result = intent.safeParse(value)
    const [issue] = result.error?.issues ?? []
    expect(issue?.path.join('.')).toBe(field)
    expect(issue?.message).toContain(words)
  })
})

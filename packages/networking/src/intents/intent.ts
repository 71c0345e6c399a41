import { z } from 'zod'
import { NETWORK_TYPES } from '../model/network-type.ts'
import { ROUTE_WAYS } from '../model/service.ts'
import { objectName, serviceName } from '../names.ts'
import {
  floatingIpTarget,
  plannedPort,
  plannedSelector,
  portNumber,
  portNumberOr,
} from '../operations/objects.ts'

/*
 * What somebody asks for, as forms send it and the server takes it: one schema each. What an intent amounts to is its
 * plan; whether it can work here is judged by the same function in form and server.
 */

const networkType = z.enum(NETWORK_TYPES, { error: 'Choose one of the offered network types.' })
const uid = z.string().min(1).max(128)
const name = z.string().min(1).max(253)
const resourceVersion = z.string().min(1).max(64)

const ownAddress = z.strictObject({ use: z.literal('own'), networkType })
const existingAddress = z.strictObject({
  use: z.literal('existing'),
  name: z.string().min(1, 'Choose an External IP.').max(253),
})
const newAddress = z.strictObject({ use: z.literal('new'), name: objectName, networkType })
const sharedAddress = z.strictObject({ use: z.literal('shared') })

/**
 * Where the address comes from. `own`: the platform makes one and takes it away again; `existing`, `new`: a named
 * External IP, which outlives what uses it; `shared`: the Project's default gateway (kube-dc.md §4.2).
 */
const serviceAddress = z.discriminatedUnion('use', [ownAddress, existingAddress, newAddress, sharedAddress])
const floatingAddress = z.discriminatedUnion('use', [ownAddress, existingAddress, newAddress])

export type AddressChoice = z.infer<typeof serviceAddress>

/** Where the certificate of an `https` route comes from; `email` is given when the Issuer has to be made first. */
const certificate = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('platform') }),
  z.strictObject({
    from: z.literal('issuer'),
    name: objectName,
    email: z.email({ error: 'Enter an e-mail address.' }).optional(),
  }),
  z.strictObject({
    from: z.literal('secret'),
    name: z.string().min(1, 'Enter the name of a Secret.').max(253),
  }),
])

export type CertificateChoice = z.infer<typeof certificate>

/** What a gateway route asks for; `certificate` belongs to `https` alone. */
const route = {
  way: z.enum(ROUTE_WAYS, { error: 'Choose HTTP, HTTPS or TLS passthrough.' }),
  /** Absent: the platform gives one. */
  hostname: z.string().min(1, 'Enter a hostname.').max(253, 'Use at most 253 characters.').optional(),
  certificate: certificate.optional(),
}

/** Clients of a load balancer come to its port; to that of a routed Service comes only the Gateway. */
const clientPort = plannedPort.extend({ port: portNumberOr('Enter the port that clients use, 1 to 65535.') })
const servicePort = plannedPort.extend({ port: portNumberOr('Enter the port of the Service, 1 to 65535.') })

const intents = {
  createLoadBalancer: z.strictObject({
    intent: z.literal('create-load-balancer'),
    name: serviceName,
    selector: plannedSelector,
    ports: z.array(clientPort).min(1, 'Add at least one port.'),
    address: serviceAddress,
  }),
  changeLoadBalancer: z.strictObject({
    intent: z.literal('change-load-balancer'),
    name,
    uid,
    resourceVersion,
    selector: plannedSelector.optional(),
    ports: z.array(clientPort).min(1, 'Keep at least one port.'),
  }),
  deleteLoadBalancer: z.strictObject({ intent: z.literal('delete-load-balancer'), name, uid }),
  createFloatingIp: z.strictObject({
    intent: z.literal('create-floating-ip'),
    name: objectName,
    target: floatingIpTarget,
    address: floatingAddress,
  }),
  moveFloatingIp: z.strictObject({
    intent: z.literal('move-floating-ip'),
    name,
    uid,
    target: floatingIpTarget,
  }),
  deleteFloatingIp: z.strictObject({ intent: z.literal('delete-floating-ip'), name, uid }),
  createGatewayRoute: z.strictObject({
    intent: z.literal('create-gateway-route'),
    name: serviceName,
    selector: plannedSelector,
    servicePort,
    address: serviceAddress,
    ...route,
  }),
  setGatewayRoute: z.strictObject({
    intent: z.literal('set-gateway-route'),
    name,
    uid,
    resourceVersion,
    /** Of the Service; always written, as a Service may gain another port before this one (kube-dc.md §4.1). */
    port: portNumber,
    ...route,
  }),
  removeGatewayRoute: z.strictObject({
    intent: z.literal('remove-gateway-route'),
    name,
    uid,
    resourceVersion,
  }),
}

export const intent = z.discriminatedUnion('intent', [
  intents.createLoadBalancer,
  intents.changeLoadBalancer,
  intents.deleteLoadBalancer,
  intents.createFloatingIp,
  intents.moveFloatingIp,
  intents.deleteFloatingIp,
  intents.createGatewayRoute,
  intents.setGatewayRoute,
  intents.removeGatewayRoute,
])

export type Intent = z.infer<typeof intent>

export type IntentName = Intent['intent']

/** The part of a union that is one intent. */
export type IntentOf<N extends IntentName> = Extract<Intent, { readonly intent: N }>

export const INTENTS = [
  'create-load-balancer',
  'change-load-balancer',
  'delete-load-balancer',
  'create-floating-ip',
  'move-floating-ip',
  'delete-floating-ip',
  'create-gateway-route',
  'set-gateway-route',
  'remove-gateway-route',
] as const satisfies readonly IntentName[]

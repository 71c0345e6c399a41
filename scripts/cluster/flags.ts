import { LOOPBACK } from '../ports.ts'
import type { ClusterFiles } from './files.ts'

// Everything that is not listed is the default, on purpose: a real cluster has the defaults, admission plugins included.
// What each flag is for is in cluster/README.md.

export function etcdFlags(data: string, socket: string): string[] {
  return [
    `--data-dir=${data}`,
    `--listen-client-urls=unix://${socket}`,
    '--advertise-client-urls=http://127.0.0.111:0',
    `--listen-peer-urls=http://${LOOPBACK}:0`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ]
}

export function apiServerFlags(socket: string, port: number, files: ClusterFiles): string[] {
  return [
    `--etcd-servers=unix://${socket}`,
    `--bind-address=${LOOPBACK}`,
    `--advertise-address=${LOOPBACK}`,
    `--secure-port=${port}`,
    `--tls-cert-file=${files.certificate}`,
    `--tls-private-key-file=${files.key}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${files.serviceAccountPublicKey}`,
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    `--authentication-config=${files.authentication}`,
    `--token-auth-file=${files.tokens}`,
    '--authorization-mode=RBAC',
    `--audit-policy-file=${files.auditPolicy}`,
    `--audit-log-path=${files.auditLog}`,
    '--service-cluster-ip-range=10.101.0.0/16',
    '--endpoint-reconciler-type=none',
    '--profiling=false',
  ]
}

const CONTROLLERS = [
  'clusterrole-aggregation-controller',
  'endpoints-controller',
  'endpointslice-controller',
  'endpointslice-mirroring-controller',
  'garbage-collector-controller',
  'namespace-controller',
  'resourcequota-controller',
  'root-ca-certificate-publisher-controller',
  'serviceaccount-controller',
]

export function controllerManagerFlags(files: ClusterFiles): string[] {
  return [
    `--kubeconfig=${files.controllerManagerKubeconfig}`,
    '--use-service-account-credentials',
    `--root-ca-file=${files.certificate}`,
    `--controllers=${CONTROLLERS.join(',')}`,
    '--leader-elect=false',
    `--bind-address=${LOOPBACK}`,
    '--secure-port=0',
    '--kube-api-qps=500',
    '--kube-api-burst=1000',
    '--profiling=false',
  ]
}

#!/usr/bin/env bash
# Proves that the programs of build.sh make a working cluster: starts etcd, kube-apiserver and kube-controller-manager on
# loopback in a temporary folder, tries what the console relies on, and stops and removes everything. The exit code tells.
#
#   cluster/smoke.sh             run the checks
#   cluster/smoke.sh COMMAND...  run the checks, then COMMAND with KUBECONFIG (admin), SMOKE (the folder) and PATH set
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bin=$("$here/build.sh")
export SMOKE; SMOKE=$(mktemp -d "${TMPDIR:-/tmp}/kube-dc-smoke.XXXXXX")
cd "$SMOKE"

say() { printf 'smoke: %s\n' "$*" >&2; }
milliseconds() { node -p 'Date.now()'; }

pids=()
stop() {
  local code=$? pid
  trap - EXIT INT TERM
  if ((code != 0 && code != 130)); then
    say "failed; the last lines of each log:"
    tail -n 15 ./*.log >&2 || true
  fi
  # Backwards: the API server flushes to etcd while it goes. Each on its own, so that a dead one does not stop the rest.
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill "${pids[i]}" 2>/dev/null || true
    wait "${pids[i]}" 2>/dev/null || true
  done
  cd / && rm -rf "$SMOKE"
  exit "$code"
}
trap stop EXIT
trap 'exit 130' INT TERM

# start NAME COMMAND... keeps the pid in the variable NAME_pid and the output in NAME.log.
start() {
  local name=$1; shift
  "$@" >"$name.log" 2>&1 &
  pids+=($!)
  printf -v "${name//-/_}_pid" %s $!
}

# eventually SECONDS WHAT COMMAND... waits until COMMAND succeeds.
eventually() {
  local seconds=$1 what=$2 from; shift 2
  from=$(milliseconds)
  until "$@" >/dev/null 2>&1; do
    (($(milliseconds) - from < seconds * 1000)) || { say "gave up after $seconds s: $what"; return 1; }
    sleep 0.1
  done
  say "$what ($(($(milliseconds) - from)) ms)"
}

expect() { # expect WHAT WANTED GOT
  [[ $2 == "$3" ]] || { say "$1: expected '$2', got '$3'"; return 1; }
  say "$1"
}

read -r api_port issuer_port < <(node -e '
  const { createServer } = require("node:net")
  const servers = [1, 2].map(() => createServer().listen(0, "127.0.0.1"))
  setTimeout(() => { console.log(...servers.map((s) => s.address().port)); servers.map((s) => s.close()) }, 50)')

# --- Certificates: one CA for the servers, the admin's and the controller manager's client certificates. ------------
ca() { openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=smoke-ca -keyout ca.key -out ca.crt 2>/dev/null; }
certificate() { # certificate NAME SUBJECT USAGE
  openssl req -newkey rsa:2048 -nodes -subj "$2" -keyout "$1.key" -out "$1.csr" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out "$1.crt" 2>/dev/null -extfile <(
    echo "extendedKeyUsage=$3"
    echo "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kubernetes.default.svc")
}
ca
certificate server /CN=kube-apiserver serverAuth
certificate admin /O=system:masters/CN=smoke-admin clientAuth
certificate controller-manager /CN=system:kube-controller-manager clientAuth
openssl genrsa -out service-accounts.key 2048 2>/dev/null
openssl rsa -in service-accounts.key -pubout -out service-accounts.pub 2>/dev/null

kubeconfig() { # kubeconfig NAME CREDENTIAL-AS-JSON
  cat >"$1.kubeconfig" <<END
apiVersion: v1
kind: Config
current-context: smoke
clusters: [{name: smoke, cluster: {server: "https://127.0.0.1:$api_port", certificate-authority: "$SMOKE/ca.crt"}}]
users: [{name: smoke, user: $2}]
contexts: [{name: smoke, context: {cluster: smoke, user: smoke}}]
END
}
for who in admin controller-manager; do
  kubeconfig "$who" "{\"client-certificate\": \"$SMOKE/$who.crt\", \"client-key\": \"$SMOKE/$who.key\"}"
done

# --- Who may sign in: one issuer per realm, as Kube-DC registers one per Organization and one for the platform. ------
issuer=https://127.0.0.1:$issuer_port
start issuer node "$here/smoke-issuer.mjs" server.crt server.key "$issuer_port"
realm() { # realm NAME PREFIX AUDIENCE
  cat <<END
- issuer:
    url: $issuer/realms/$1
    audiences: [$3]
    certificateAuthority: |
$(sed 's/^/      /' ca.crt)
  claimMappings:
    username: {claim: preferred_username, prefix: "$2:"}
    groups: {claim: groups, prefix: "$2:"}
    uid: {claim: sub}
END
}
cat >authentication.yaml <<END
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
$(realm nimbus nimbus kube-dc)
$(realm master platform kube-dc-admin)
END

cat >audit.yaml <<'END'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules: [{level: Metadata}]
END

# --- The three servers. ------------------------------------------------------------------------------------------------
# A unix socket: etcd has no authentication here, and loopback ports are open to everybody on the machine.
started=$(milliseconds)
start etcd "$bin/etcd" \
  --data-dir="$SMOKE/etcd" \
  --listen-client-urls="unix://$SMOKE/etcd.sock" \
  --advertise-client-urls=http://127.0.0.111:0 \
  --listen-peer-urls=http://127.0.0.1:0 \
  --unsafe-no-fsync \
  --log-level=warn

start kube-apiserver "$bin/kube-apiserver" \
  --etcd-servers="unix://$SMOKE/etcd.sock" \
  --bind-address=127.0.0.1 \
  --advertise-address=127.0.0.1 \
  --secure-port="$api_port" \
  --tls-cert-file=server.crt \
  --tls-private-key-file=server.key \
  --client-ca-file=ca.crt \
  --service-account-issuer=https://kubernetes.default.svc \
  --service-account-key-file=service-accounts.pub \
  --service-account-signing-key-file=service-accounts.key \
  --authentication-config=authentication.yaml \
  --authorization-mode=RBAC \
  --audit-policy-file=audit.yaml \
  --audit-log-path=audit.json \
  --service-cluster-ip-range=10.101.0.0/16 \
  --endpoint-reconciler-type=none \
  --profiling=false

export PATH="$bin:$PATH" KUBECONFIG="$SMOKE/admin.kubeconfig"
eventually 60 "the API server is ready" kubectl get --raw=/readyz
say "ready $(($(milliseconds) - started)) ms after the start of etcd"

start kube-controller-manager "$bin/kube-controller-manager" \
  --kubeconfig="$SMOKE/controller-manager.kubeconfig" \
  --use-service-account-credentials \
  --root-ca-file=ca.crt \
  --controllers=clusterrole-aggregation-controller,endpoints-controller,endpointslice-controller,endpointslice-mirroring-controller,garbage-collector-controller,namespace-controller,resourcequota-controller,serviceaccount-controller,root-ca-certificate-publisher-controller \
  --leader-elect=false \
  --bind-address=127.0.0.1 \
  --secure-port=0 \
  --kube-api-qps=500 \
  --kube-api-burst=1000 \
  --profiling=false

# --- What must work. -----------------------------------------------------------------------------------------------------
expect "the server tells its version" "$(awk '$1 == "k8s.io/kubernetes" { print $2 }' "$here/go.mod")" \
  "$(kubectl version -o json | node -p 'JSON.parse(require("fs").readFileSync(0)).serverVersion.gitVersion')"
kubectl get namespaces >&2

kubectl create namespace smoke >&2
eventually 30 "the namespace has its service account" kubectl -n smoke get serviceaccount default

kubectl apply -f - >&2 <<'END'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: lamps.smoke.example.com}
spec:
  group: smoke.example.com
  scope: Namespaced
  names: {kind: Lamp, plural: lamps, singular: lamp}
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {status: {}}
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {socket: {type: string}, watts: {type: integer, maximum: 100}}
            x-kubernetes-validations:
            - {rule: "!has(oldSelf.socket) || self.socket == oldSelf.socket", message: socket is immutable}
END
kubectl wait --for=condition=Established --timeout=30s crd/lamps.smoke.example.com >&2
lamp() { printf '{apiVersion: smoke.example.com/v1, kind: Lamp, metadata: {name: desk, namespace: smoke}, spec: {socket: %s}}' "$1"; }
eventually 30 "a custom object can be created" kubectl apply -f <(lamp E27)
lamp E27 | kubectl apply -f - >&2
refusal=$(lamp E14 | kubectl apply -f - 2>&1) && { say "the immutable field could be changed"; exit 1; }
[[ $refusal == *"socket is immutable"* ]] || { say "unexpected refusal: $refusal"; exit 1; }
say "a CEL rule holds: $refusal"

kubectl -n smoke create service clusterip web --tcp=80:8080 >&2
eventually 30 "the service has its EndpointSlice" bash -c '[[ -n $(kubectl -n smoke get endpointslices -l kubernetes.io/service-name=web -o name) ]]'

# A realm's token: prefixed names, refused until a RoleBinding names the prefixed group, and never across realms.
token() { # token REALM AUDIENCE GROUP
  curl -sf --cacert ca.crt "$issuer/realms/$1/token?$(node -p 'encodeURIComponent(process.argv[1])' \
    "{\"sub\":\"1\",\"preferred_username\":\"ada\",\"aud\":\"$2\",\"groups\":[\"$3\"]}")"
}
kubeconfig nimbus "{\"token\": \"$(token nimbus kube-dc org-admin)\"}"
as_nimbus() { kubectl --kubeconfig="$SMOKE/nimbus.kubeconfig" "$@"; }
eventually 30 "the API server trusts the realm" as_nimbus auth whoami
expect "names carry the realm's prefix" '["nimbus:ada",["nimbus:org-admin","system:authenticated"]]' \
  "$(as_nimbus auth whoami -o json | node -p 'const u = JSON.parse(require("fs").readFileSync(0)).status.userInfo; JSON.stringify([u.username, u.groups])')"
expect "without a role nothing is allowed" no "$(as_nimbus auth can-i list services -n smoke || true)"
kubectl -n smoke create rolebinding admins --clusterrole=admin --group=nimbus:org-admin >&2
eventually 10 "with one it is" as_nimbus -n smoke get services
expect "and that is in the audit log" nimbus:ada \
  "$(node -p 'require("fs").readFileSync("audit.json", "utf8").trim().split("\n").map((line) => JSON.parse(line)).findLast((e) => e.objectRef?.resource === "services" && e.verb === "list" && e.responseStatus.code === 200 && e.user.username.startsWith("nimbus")).user.username')"
kubeconfig stranger "{\"token\": \"$(token nimbus kube-dc-admin org-admin)\"}"
refusal=$(kubectl --kubeconfig=stranger.kubeconfig get namespaces 2>&1) && { say "a token for another audience was accepted"; exit 1; }
say "a token for another audience is refused: $refusal"

kubectl delete namespace smoke --timeout=60s >&2
say "the namespace and everything in it is gone"

for name in etcd kube-apiserver kube-controller-manager; do
  pid=${name//-/_}_pid
  say "$name uses $(($(ps -o rss= -p "${!pid}") / 1024)) MiB"
done

# In the background, so that a signal to this script is not held up until the command ends.
if (($# > 0)); then
  "$@" <&0 &
  pids+=($!)
  wait "$!"
fi

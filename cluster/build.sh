#!/usr/bin/env bash
# Builds kube-apiserver, kube-controller-manager, kubectl and etcd at the versions that go.mod pins, once per version
# and machine, and prints the folder that holds them on standard output. Everything else goes to standard error.
#
#   cluster/build.sh            folder of the four programs, built if need be
#   KUBEBUILDER_ASSETS=DIR      use DIR, if it holds all four, and build nothing
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Not every runner sets it; bash finds the user's own without. Go wants it, too.
export HOME=${HOME:-$(echo ~)}

programs=(kube-apiserver kube-controller-manager kubectl etcd)

say() { printf 'cluster: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

has_programs() {
  local program
  for program in "${programs[@]}"; do [[ -x $1/$program ]] || return 1; done
}

if [[ -n ${KUBEBUILDER_ASSETS:-} ]]; then
  if has_programs "$KUBEBUILDER_ASSETS"; then
    say "using KUBEBUILDER_ASSETS"
    (cd "$KUBEBUILDER_ASSETS" && pwd)
    exit 0
  fi
  say "KUBEBUILDER_ASSETS does not hold all of ${programs[*]}; going on without it"
fi

# Read without Go: a full cache needs no toolchain.
pinned() { awk -v module="$1" '$1 == module && $2 ~ /^v/ { print $2; exit }' go.mod; }
kubernetes=$(pinned k8s.io/kubernetes)
etcd=$(pinned go.etcd.io/etcd/server/v3)
os=$(uname -s | tr '[:upper:]' '[:lower:]')
case $(uname -m) in
  x86_64) arch=amd64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) arch=$(uname -m) ;;
esac

# Kubernetes' own release settings (its hack/lib/golang.sh and version.sh), as far as a module build knows them: the commit
# is not among them. A fixed date makes two builds equal. Without gitVersion the server calls itself v0.0.0.
tags=selinux,notest,grpcnotrace
ldflags='-s -w'
IFS=. read -r major minor _ <<<"${kubernetes#v}"
for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  for pair in "gitVersion=$kubernetes" "gitMajor=$major" "gitMinor=$minor" gitCommit= gitTreeState=clean buildDate=1970-01-01T00:00:00Z; do
    ldflags+=" -X $package.$pair"
  done
done

cache=${XDG_CACHE_HOME:-$HOME/.cache}/kube-dc-console
folder=$cache/kubernetes-$kubernetes-$os-$arch
# What a cached folder must say of itself to be used: it would not show in its name that etcd or the flags had changed.
recipe="kubernetes $kubernetes, etcd $etcd, tags $tags, ldflags $ldflags"

if has_programs "$folder" && [[ $(cat "$folder/recipe" 2>/dev/null) == "$recipe" ]]; then
  say "using the cached Kubernetes $kubernetes and etcd $etcd"
  echo "$folder"
  exit 0
fi

if ! command -v go >/dev/null; then
  [[ -x /usr/local/go/bin/go ]] || fail "cannot build Kubernetes: there is no Go toolchain (go 1.24 or newer on the PATH, or set KUBEBUILDER_ASSETS to a folder with ${programs[*]})"
  PATH=$PATH:/usr/local/go/bin
fi
export CGO_ENABLED=0 GOWORK=off GOFLAGS="${GOFLAGS:-} -mod=readonly -buildvcs=false"

mkdir -p "$cache"
work=$(mktemp -d "$cache/.building.XXXXXX")
trap 'rm -rf "$work"' EXIT
started=$SECONDS

packages=(k8s.io/kubernetes/cmd/{kube-apiserver,kube-controller-manager,kubectl} go.etcd.io/etcd/server/v3)
say "1/3 fetching the Go modules of Kubernetes $kubernetes and etcd $etcd"
go list -deps -tags "$tags" "${packages[@]}" >/dev/null 2>"$work/log" ||
  fail "cannot fetch the Go modules (is the Go module proxy reachable?): $(tail -n 1 "$work/log")"

say "2/3 compiling with $(go env GOVERSION) (some minutes the first time)"
mkdir "$work/bin"
go build -trimpath -tags "$tags" -ldflags "$ldflags" -o "$work/bin/" "${packages[@]}" >&2 ||
  fail "cannot compile Kubernetes $kubernetes: see the compiler's message above"
mv "$work/bin/server" "$work/bin/etcd" # Go names a program after its package's folder
echo "$recipe" >"$work/bin/recipe"

say "3/3 putting the programs into $folder"
# A folder under the final name is complete at any moment. An outdated one makes room first; programs that run from it go on.
if [[ -e $folder ]]; then mv "$folder" "$work/outdated"; fi
mv "$work/bin" "$folder"
say "built in $((SECONDS - started)) s"
echo "$folder"

#!/usr/bin/env bash
# Brings TinyGo and binaryen into a cache folder, from Debian, the Go module proxy and npm alone:
#   get.sh DIR TINYGO_VERSION BINARYEN_VERSION
# TinyGo's module lacks its git submodules and its prebuilt LLVM and libc, so it is built against Debian's.
# DIR/bin/tinygo is written last: where it stands, everything does.
set -euo pipefail
dir=$1 tinygo=$2 binaryen=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if ! dpkg -s llvm-19-dev libclang-19-dev clang-19 lld-19 wasi-libc >/dev/null 2>&1; then
  sudo=$(command -v sudo || true)
  $sudo apt-get update -q
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
    llvm-19-dev libclang-19-dev clang-19 lld-19 wasi-libc g++
fi
mkdir -p "$dir"
work=$(mktemp -d "$dir/work.XXXXXX")
trap 'rm -rf "$work"' EXIT

cd "$work"
go mod init tools >/dev/null 2>&1
go get "github.com/tinygo-org/tinygo@$tinygo"
go build -tags llvm19 -o tinygo github.com/tinygo-org/tinygo

rm -rf "$dir/root"
cp -r "$(go list -m -f '{{.Dir}}' github.com/tinygo-org/tinygo)" "$dir/root"
chmod -R u+w "$dir/root"
mkdir -p "$dir/root/src/net" # a submodule that nothing of ours needs, but that is looked for
cp "$here/random.c" "$dir/root/targets/helpcenter_random.c"

npm install --silent --no-audit --no-fund --prefix "$dir/binaryen" "binaryen@$binaryen"
mkdir -p "$dir/bin"
mv tinygo "$dir/bin/tinygo"

# Everything from a bare clone: `make serve` for a writer, `make test` for CI, `make build` for an operator.
# Needed: Go, Node, git and apt. This is the only place that knows how the WASM is built.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

ADDR    ?= 127.0.0.1:8080
OUT     ?= dist
GOROOT  := $(shell go env GOROOT)
WIDGET  := assets/widget
WASM_GO := $(shell find wasm -name '*.go' -not -name '*_test.go')
SOURCES := $(shell find assets cmd site wasm -type f -not -path '$(WIDGET)/*.wasm' -not -name '*_test.go')

.PHONY: serve build check test bench wasm clean help browser

serve: helpcenter ## preview the site; the page changes as you save (ADDR=127.0.0.1:8080)
	./helpcenter serve --addr $(ADDR) --open

build: helpcenter ## WASM and the whole site in dist/, with .br and .gz (OUT=dist)
	./helpcenter build -o $(OUT)

check: helpcenter ## every mistake in content and knowledge
	./helpcenter check

helpcenter: go.mod go.sum $(SOURCES) $(WIDGET)/widget.wasm $(WIDGET)/wasm_exec.js
	go build -trimpath -o $@ ./cmd/helpcenter

wasm: $(WIDGET)/widget.wasm $(WIDGET)/wasm_exec.js ## the widget's program

$(WIDGET)/widget.wasm: go.mod $(WASM_GO)
	GOOS=js GOARCH=wasm go build -trimpath -ldflags="-s -w" -o $@ ./wasm

$(WIDGET)/wasm_exec.js: $(GOROOT)/lib/wasm/wasm_exec.js
	cp $< $@

test: wasm browser ## vet, unit tests (native and js/wasm), browser tests in Chromium
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./wasm
	go test -race ./wasm/... ./site/... ./assets/...
	go test ./cmd/...
	PATH="$(GOROOT)/lib/wasm:$$PATH" GOOS=js GOARCH=wasm go test ./wasm/diagnosis ./wasm/japanese

# Chromium and a Japanese font; apt is asked only when one of them is missing.
browser:
	@command -v chromium >/dev/null && fc-list :lang=ja family 2>/dev/null | grep -q . || { \
	  S=$$(command -v sudo || true); $$S apt-get update -q && \
	  $$S env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium fontconfig fonts-noto-cjk; }

bench: wasm ## benchmarks
	go test -run '^$$' -bench . -benchmem ./...

clean: ## remove what was built
	rm -rf dist helpcenter $(WIDGET)/widget.wasm $(WIDGET)/wasm_exec.js

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

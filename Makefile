# Everything from a bare clone: `make serve` for a writer, `make test` for CI, `make build` for an operator.
# Needed: Go, Node, git and apt. This is the only place that knows how the WASM is built.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

ADDR    ?= 127.0.0.1:8080
OUT     ?= dist
GOROOT  := $(shell go env GOROOT)
WIDGET  := assets/widget
PARTS   := $(WIDGET)/adviser.wasm $(WIDGET)/finder.wasm
WASM_GO := $(shell find wasm -name '*.go' -not -name '*_test.go')
SOURCES := $(shell find assets cmd site wasm -type f -not -path '$(WIDGET)/*.wasm' -not -name '*_test.go')

# The widget is built by TinyGo where it is there (make tinygo), else by Go: the same program, ten times the bytes.
CACHE            := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/helpcenter
TINYGO_VERSION   := v0.41.1
BINARYEN_VERSION := 132.0.0
TINYGO_DIR       := $(CACHE)/tinygo-$(TINYGO_VERSION)-binaryen-$(BINARYEN_VERSION)
TINYGO           := $(TINYGO_DIR)/bin/tinygo
COMPILER         := $(if $(wildcard $(TINYGO)),tinygo-$(TINYGO_VERSION),go)
WASM_OPT         := $(TINYGO_DIR)/binaryen/node_modules/binaryen/bin/wasm-opt
WASM_KEEP        := $(TINYGO_DIR)/binaryen/node_modules/binaryen/bin/wasm-metadce
WASM_TEXT        := $(TINYGO_DIR)/binaryen/node_modules/binaryen/bin/wasm-dis
# Several results of a function as such, not through memory: a string is an address and a length, so it saves a tenth.
# Every browser that knows 'wasm-unsafe-eval' knows them.
WASM_FEATURES    := --enable-bulk-memory --enable-sign-ext --enable-nontrapping-float-to-int --enable-mutable-globals --enable-multivalue
# --dealign drops hints that no engine needs and that pack badly.
WASM_OPT_FLAGS   := -Oz --converge --gufa-optimizing --dealign --low-memory-unused $(WASM_FEATURES) --strip-debug --strip-producers --strip-target-features
# Builds package $2 as $1; the test that the answers are the same everywhere builds by it too.
TINYGO_BUILD     := PATH="$$PATH:/usr/lib/llvm-19/bin" TINYGOROOT=$(TINYGO_DIR)/root WASMOPT=$(WASM_OPT) \
                    $(TINYGO) build -target wasm/tinygo/target.json -opt=z -panic=trap -no-debug -o "$$1" "$$2" && \
                    $(WASM_KEEP) $(WASM_FEATURES) --graph-file wasm/tinygo/exports.json "$$1" -o "$$1" >/dev/null && \
                    $(WASM_OPT) $(WASM_OPT_FLAGS) "$$1" -o "$$1"

.PHONY: serve build check test bench wasm tinygo browser clean help FORCE

serve: helpcenter ## preview the site; the page changes as you save (ADDR=127.0.0.1:8080)
	./helpcenter serve --addr $(ADDR) --open

build: helpcenter ## WASM and the whole site in dist/, with .br and .gz (OUT=dist)
	./helpcenter build -o $(OUT)

check: helpcenter ## every mistake in content and knowledge
	./helpcenter check

helpcenter: go.mod go.sum $(SOURCES) $(WIDGET)/widget.wasm $(WIDGET)/wasm_exec.js
	go build -trimpath -o $@ ./cmd/helpcenter

wasm: $(WIDGET)/widget.wasm $(WIDGET)/wasm_exec.js ## the widget's program, by TinyGo if there, else by Go
	@test $(COMPILER) != go || echo "built by Go: about 530 kB brotli instead of 40; make tinygo brings the small compiler"

# Another compiler than last time means building anew; its glue comes from the compiler in use.
$(WIDGET)/.compiler: FORCE
	@echo $(COMPILER) | cmp -s - $@ || echo $(COMPILER) > $@

ifeq ($(COMPILER),go)
$(WIDGET)/widget.wasm: go.mod $(WASM_GO) $(WIDGET)/.compiler
	GOOS=js GOARCH=wasm go build -trimpath -ldflags="-s -w" -o $@ ./wasm
	rm -f $(PARTS)

$(WIDGET)/wasm_exec.js: $(GOROOT)/lib/wasm/wasm_exec.js $(WIDGET)/.compiler
	cp $< $@
else
# The checks need widget.wasm alone: 診断する on a bad line begins by it. What only search and only advice need stands apart.
$(WIDGET)/widget.wasm $(PARTS) &: go.mod $(WASM_GO) wasm/tinygo/target.json wasm/tinygo/exports.json wasm/tinygo/random.c wasm/tinygo/split.mjs $(WIDGET)/.compiler
	cp wasm/tinygo/random.c $(TINYGO_DIR)/root/targets/helpcenter_random.c
	D=$$(mktemp -d) && set -- $$D/whole.wasm ./wasm && $(TINYGO_BUILD) && $(WASM_TEXT) $$1 -o $$D/whole.wat && \
	  node wasm/tinygo/split.mjs $$D/whole.wat helpSearch $$D/most.wat $$D/finder.wat && \
	  node wasm/tinygo/split.mjs $$D/most.wat helpDiagnosis $$D/widget.wat $$D/adviser.wat && \
	  for part in widget adviser finder; do $(WASM_OPT) $(WASM_OPT_FLAGS) $$D/$$part.wat -o $(WIDGET)/$$part.wasm || exit; done && rm -r $$D

$(WIDGET)/wasm_exec.js: wasm/tinygo/glue.js $(WIDGET)/.compiler
	cp $< $@
endif

tinygo: ## bring TinyGo from the package registries into the user's cache folder (once, some minutes)
	@test -x $(TINYGO) || wasm/tinygo/get.sh $(TINYGO_DIR) $(TINYGO_VERSION) $(BINARYEN_VERSION) || \
	  echo "TinyGo could not be had: the widget will be built by Go, ten times the bytes"

# Tests that only read words and weigh them: the race detector finds nothing there and takes six times as long.
READING := Sentences|Traps|Customers|CasesHold|Queries|IndexIsSmall|Unreachable|Unsound|Simulation|ScoresWorse|FactsStand|Understood

test: browser tinygo ## vet, unit tests (native and js/wasm), browser tests in Chromium
	$(MAKE) wasm
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./wasm
	go test -race -timeout 30m -skip '$(READING)' ./wasm/... ./site/... ./assets/...
	go test -run '$(READING)' ./site
	TINYGO_DIR='$(TINYGO_DIR)' TINYGO_BUILD='$(TINYGO_BUILD)' go test -timeout 30m ./cmd/...
	PATH="$(GOROOT)/lib/wasm:$$PATH" GOOS=js GOARCH=wasm go test ./wasm/diagnosis ./wasm/japanese ./wasm/search

# Chromium, a Japanese font and a C compiler for the race detector; apt is asked only when one is missing.
browser:
	@command -v chromium >/dev/null && command -v cc >/dev/null && fc-list :lang=ja family 2>/dev/null | grep -q . || { \
	  S=$$(command -v sudo || true); $$S apt-get update -q && \
	  $$S env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium fontconfig fonts-noto-cjk gcc libc6-dev; }

bench: browser tinygo ## benchmarks, kept with the machine and the date in cmd/helpcenter/BENCH.md (RUNS=5; PEER=dir: beside Hugo)
	$(MAKE) wasm
	set -o pipefail; go test -run '^$$' -bench . -benchmem -timeout 60m ./... | tee /dev/stderr | \
	  go run ./cmd/helpcenter/testdata/benchtable cmd/helpcenter/BENCH.md
ifdef PEER
	$(MAKE) helpcenter
	PROJECT_CMD='$(CURDIR)/helpcenter build --compress=false {src} -o {out}' $(PEER)/run.sh 100 1000 10000
endif

clean: ## remove what was built (the caches stay)
	rm -rf dist helpcenter $(WIDGET)/*.wasm $(WIDGET)/wasm_exec.js $(WIDGET)/.compiler

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

# `make demo` and `make test` set up everything they need; running them twice is harmless.
SWIFT ?= swift
HALLUX = .build/release/hallux
PREFIX ?= /usr/local

.DEFAULT_GOAL := build
.PHONY: build setup demo test install uninstall man completions dist check-dist coverage fuzz tsan asan check-vllm truth soak bench \
	lint format docs model clean

build: setup ## the optimized program, .build/release/hallux
	$(SWIFT) build -c release --product hallux

setup: ## Debian packages and the local Python environment of the bundled model's server
	@scripts/setup

demo: build ## audits the bundled model on the bundled probes and names the report to open
	@scripts/demo $(HALLUX)

test: ## every test, those against the real embedded server and in a real browser included
	@scripts/setup --tests
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --disable-xctest

install: ## what make has built, into PREFIX (/usr/local), below DESTDIR if that is given
	@scripts/install $(HALLUX) $(PREFIX) $(DESTDIR)

uninstall: ## takes away what make install has put there
	@scripts/install --remove $(PREFIX) $(DESTDIR)

man: build ## the man pages, in .build/man: man -l .build/man/hallux.1
	@scripts/make-man $(HALLUX) .build/man

completions: build ## completions for bash, zsh and fish, in .build/completions
	@mkdir -p .build/completions
	@for shell in bash zsh fish; do $(HALLUX) --generate-completion-script $$shell > .build/completions/hallux.$$shell; done

dist: setup ## a tarball for Debian without Swift, in .build/dist
	@scripts/dist

check-dist: ## on demand, as root: the tarball of make dist on a bare Debian in a chroot (needs debootstrap and a network)
	@scripts/check-dist

coverage: setup ## how many lines of each module the tests reach, in .build/coverage; 95 % of the pure ones is the least
	@scripts/coverage

fuzz: setup ## every parser on changed inputs under AddressSanitizer: FUZZ_SECONDS (600), FUZZ_SEED (the time)
	@scripts/sanitizers/run.sh fuzz

tsan: setup ## every test under ThreadSanitizer, but generated inputs that one thread reads, in .build/tsan
	@scripts/sanitizers/run.sh thread

asan: setup ## every test under AddressSanitizer, in .build/asan
	@scripts/sanitizers/run.sh address

check-vllm: setup build ## on demand: a real vLLM and llama.cpp on the same weights, against a direct forward pass (10 minutes)
	@scripts/check-vllm/run.sh $(HALLUX)

truth: build ## are triggers and diagnoses the planted causes? renews docs/truth.md (an hour or more)
	@scripts/truth/run.sh $(HALLUX)

soak: build ## on demand: 10,000 probes, 100 findings explained, with a faulty server, stopped at random, against an audit left alone (an hour or more)
	@scripts/soak/run.sh $(HALLUX) .build/soak --explain top:100

bench: build ## ratios against peers, measured in the same run
	@Benchmarks/run $(HALLUX)

lint: ## formatting, documentation and the arrows between modules
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests
	$(SWIFT) build --explicit-target-dependency-import-check error

format:
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

docs: ## checks that documents' links lead somewhere, that the rooms are as told, that all that is public is documented
	@scripts/check-docs

model: ## makes the bundled model again from its recipe (hours on a CPU)
	@scripts/make-model

clean:
	rm -rf .build report

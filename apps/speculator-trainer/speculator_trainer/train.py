"""Training: AdamW over unrolled chains, on what lies in the shard folder, for a budget of time."""

import os
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax

from . import acceptance
from .batches import ROW_LENGTH, Batch
from .budget import BudgetClock
from .checkpoint import Checkpoint, Progress, load_checkpoint, restore_optimizer, save_checkpoint
from .export.read_artifact import read_artifact
from .library import Library
from .model import MODELS
from .model.chains import Scales
from .model.product import fastest_type
from .objective import Data, unrolled_loss
from .refusal import Refused
from .schedule import learning_rate
from .shortlist import inverse_of
from .start import fit_join, measure_scales
from .target import Architecture
from .target_weights import TargetWeights

# 8 rows of 256 tokens a step: half of it trains no faster, twice of it takes half the steps.
ROWS = 8
SEED = 7
SAVE_EVERY_SECONDS = 240
EVALUATE_EVERY_SECONDS = 600
# Of the start: how large the stream is compared with what the layer adds to it. With attention, and 10, 80, 160, 320,
# the first draft token was right in .01, .25, .36, .36 of all rows before any training.
STREAM_SIZE = 160.0
# The join is as much larger than the other weights as the stream is, so it has to move faster.
RATES = {'join': 10.0}


@dataclass(frozen=True)
class TrainOptions:
    shards: Path
    checkpoint: Path
    # Processor time divided by `threads`, as `Progress.seconds`.
    budget_seconds: float
    # None: that of the checkpoint, or `SEED`.
    seed: int | None
    threads: int = 2
    architecture: str = 'mlp'
    peak_rate: float = 1e-3
    # How to repeat it, for the manifest.
    command: str = ''
    # An artifact whose layer to begin with, in place of the target's last one.
    start_from: Path | None = None


class Trainer:
    """Holds what a training run needs; `run` continues from the checkpoint if there is one."""

    def __init__(self, options: TrainOptions, a: Architecture, weights: TargetWeights, shortlist: np.ndarray):
        self.options, self.a, self.weights, self.shortlist = options, a, weights, shortlist
        self.model = MODELS[options.architecture]
        checkpoint = self._checkpoint()
        self.library = Library(options.shards, weights.embeddings, shortlist)
        self.library.refresh()
        self.scales = measure_scales(self.library.training.shards[0], weights.embeddings)
        self.optimizer = optax.chain(
            optax.clip_by_global_norm(1.0),
            optax.scale_by_adam(b1=0.9, b2=0.98),
            optax.add_decayed_weights(0.02, mask=lambda params: {k: v.ndim > 1 for k, v in params.items()}),
        )
        self.product_type = fastest_type()
        print(f'products in {self.product_type.__name__}', flush=True)
        head = jnp.asarray(weights.embeddings[shortlist], self.product_type)
        self.constants = (head, jnp.asarray(weights.embeddings), jnp.asarray(self._inverse()))
        self.step = jax.jit(self._step, donate_argnums=(0, 1))
        if checkpoint is None:
            self._start()
        else:
            self._resume(checkpoint)
        self.clock = BudgetClock(options.budget_seconds, self.progress.seconds, time.monotonic())
        self.measure = jax.jit(partial(acceptance.survival_counts, self.model, a, self.scales))

    def run(self) -> None:
        saved, evaluated = time.monotonic(), time.monotonic()
        random = np.random.default_rng((self.progress.seed, self.progress.steps))
        while self.progress.seconds < self.options.budget_seconds:
            self.library.refresh()
            epoch_tokens, steps = self.library.training.token_count, self.progress.steps
            for batch in self.library.training.epoch(ROWS, random):
                self._train_on(batch, epoch_tokens)
                if time.monotonic() - saved > SAVE_EVERY_SECONDS:
                    self.save()
                    saved = time.monotonic()
                if time.monotonic() - evaluated > EVALUATE_EVERY_SECONDS:
                    self.evaluate()
                    evaluated = time.monotonic()
                if self.progress.seconds >= self.options.budget_seconds:
                    break
                if self.library.has_grown():
                    # New text is worth more than the rest of the old.
                    break
            if self.progress.steps == steps:
                raise Refused(f'{epoch_tokens} tokens of text do not fill a batch of {ROWS} rows of {ROW_LENGTH} tokens: '
                              'collect more')
        self.evaluate()
        self.save()

    def evaluate(self) -> None:
        result = acceptance.measure(self.measure, self.params, self.library.held_out, self.constants, ROWS)
        entry = {'steps': self.progress.steps, 'epochs': round(self.progress.epochs, 2), **result}
        self.progress.history.append(entry)
        print(f'held out {entry}', flush=True)

    def save(self) -> None:
        self.progress.text = self.library.contents()
        extras = {'shortlist': self.shortlist, 'scales': np.array(self.scales)}
        save_checkpoint(self.options.checkpoint, self.params, self.optimizer_state, extras, self.progress)

    def _checkpoint(self) -> Checkpoint | None:
        path, seed = self.options.checkpoint, self.options.seed
        if not path.exists():
            return None
        checkpoint = load_checkpoint(path, self.model.PARAMETERS)
        if seed not in (None, checkpoint.progress.seed):
            raise Refused(f'{path} was begun with --seed {checkpoint.progress.seed}, not {seed}: '
                          'remove the file, or leave out the option')
        return checkpoint

    def _resume(self, checkpoint: Checkpoint) -> None:
        self.params = {name: jnp.asarray(value) for name, value in checkpoint.params.items()}
        self.scales = Scales(*map(float, checkpoint.extras['scales']))
        self.progress = checkpoint.progress
        state = self.optimizer.init(self.params)
        self.optimizer_state = restore_optimizer(checkpoint.optimizer_leaves, state)
        instead = '' if self.options.start_from is None else f', not from {self.options.start_from}'
        print(f'resuming from {self.options.checkpoint} after {self.progress.steps} steps{instead}', flush=True)

    def _start(self) -> None:
        seed = SEED if self.options.seed is None else self.options.seed
        self.progress = Progress(seed=seed, command=self.options.command)
        if self.options.start_from is None:
            join = fit_join(self.library.training.shards[:3], self.weights, self.scales, STREAM_SIZE)
            self.params = self.model.init_params(self.a, self.weights, join)
        else:
            exported = read_artifact(self.options.start_from)
            self.params = {name: jnp.asarray(exported.params[name]) for name in self.model.PARAMETERS}
            self.scales, self.progress.before = exported.scales, exported.training
        self.optimizer_state = self.optimizer.init(self.params)

    def _train_on(self, batch: Batch, epoch_tokens: int) -> None:
        started, started_cpu = time.monotonic(), time.process_time()
        rate = self.options.peak_rate * learning_rate(
            self.progress.steps, self.progress.seconds / self.options.budget_seconds)
        key = jax.random.fold_in(jax.random.key(self.progress.seed), self.progress.steps)
        data = device_data(batch, self.constants)
        self.params, self.optimizer_state, loss, report = self.step(
            self.params, self.optimizer_state, data, key, jnp.float32(rate))
        loss = float(loss)
        if not np.isfinite(loss):
            raise FloatingPointError(f'the loss is {loss} after {self.progress.steps} steps')
        tokens, elapsed = int((batch.segments > 0).sum()), time.monotonic() - started
        self.progress.steps += 1
        self.progress.tokens += tokens
        self.progress.epochs += tokens / epoch_tokens
        # The budget is of processor time: neither a suspension nor busy neighbours may eat it.
        self.progress.seconds += (time.process_time() - started_cpu) / self.options.threads
        if self.progress.steps % 20 == 0:
            print(f'step {self.progress.steps} epoch {self.progress.epochs:.2f} loss {loss:.3f} '
                  f'survival {np.round(np.asarray(report.survival), 3)} rate {rate:.1e} '
                  f'{tokens / elapsed:.0f} tokens/s, {self.clock.reading(self.progress.seconds, time.monotonic())}',
                  flush=True)

    def _step(self, params, optimizer_state, data: Data, key, rate):
        def objective(params):
            narrow = {name: value.astype(self.product_type) if value.ndim > 1 else value
                      for name, value in params.items()}
            return unrolled_loss(self.model, self.a, self.scales, narrow, data, key)

        (loss, report), gradient = jax.value_and_grad(objective, has_aux=True)(params)
        updates, optimizer_state = self.optimizer.update(gradient, optimizer_state, params)
        params = {name: value - rate * RATES.get(name, 1.0) * updates[name] for name, value in params.items()}
        return params, optimizer_state, loss, report

    def _inverse(self) -> np.ndarray:
        return inverse_of(self.shortlist, len(self.weights.embeddings))


def device_data(batch: Batch, constants) -> Data:
    rows = (batch.hidden, batch.lessons, batch.tokens, batch.segments, batch.weights)
    return Data(*map(jnp.asarray, rows), *constants)


def write_pid(path: Path) -> None:
    path.write_text(str(os.getpid()))

"""What the subcommands do, in terms of the work folder."""

import argparse
import json
from pathlib import Path

import numpy as np

from .batches import WINDOW
from .checkpoint import Checkpoint, load_checkpoint
from .collect import collect
from .conversations import in_order, read_conversations, trim_loop
from .evaluate import LOOKAHEAD, evaluate_set, measure_cost
from .export.artifact import GRAPH, add_evaluation, export_artifact
from .generate import generate
from .model import MODELS
from .recipes import KINDS
from .replay import DraftSession
from .shards import Shard, join_shards, read_shard
from .shortlist import choose_shortlist, keep_shortlist
from .target import CompiledTarget, read_manifest
from .target_weights import TargetWeights, read_target_weights
from .train import SEED, TrainOptions, Trainer, write_pid

HELD_OUT_MAX = 80


def run_generate(options: argparse.Namespace) -> None:
    target = CompiledTarget(options.target, options.threads)
    seed, seconds = SEED if options.seed is None else options.seed, options.generate_minutes * 60
    name, kinds = ('play', KINDS) if options.texts is None else ('texts', options.texts)
    generate(target, options.work / 'shards', name, options.answer_tokens, seed, seconds, kinds)


def run_collect(options: argparse.Namespace) -> None:
    if options.corpus is None:
        return
    conversations = in_order(read_conversations(options.corpus), options.order_seed)
    name = f'corpus-{options.order_seed}' if options.order_seed else 'corpus'
    target = CompiledTarget(options.target, options.threads)
    collect(target, [trim_loop(conversation) for conversation in conversations], name, options.work / 'shards')


def run_train(options: argparse.Namespace) -> None:
    weights = _weights(options)
    shortlist = keep_shortlist(
        options.work / 'shortlist.npy', options.shortlist_size,
        lambda size: _most_frequent_tokens(options, size, len(weights.embeddings)))
    write_pid(options.work / 'train.pid')
    train_options = TrainOptions(
        shards=options.work / 'shards', checkpoint=_checkpoint_path(options), budget_seconds=options.budget * 60,
        seed=options.seed, threads=options.threads, architecture=options.architecture,
        command=options.command_line, start_from=options.start_from)
    Trainer(train_options, read_manifest(options.target).architecture, weights, shortlist).run()


def run_export(options: argparse.Namespace) -> None:
    weights, checkpoint = _weights(options), _checkpoint(options)
    shortlist = _most_frequent_tokens(options, options.head_size, len(weights.embeddings))
    export_artifact(
        options.artifacts, read_manifest(options.target), weights, checkpoint, shortlist, WINDOW, options.profile)
    size = sum(path.stat().st_size for path in options.artifacts.iterdir())
    print(f'export: {options.artifacts}, {size / 1e6:.1f} MB', flush=True)


def run_evaluate(options: argparse.Namespace) -> None:
    a, table = read_manifest(options.target).architecture, _weights(options).embeddings
    checkpoint = _checkpoint(options)
    graph = options.artifacts / GRAPH
    costs = {f'threads{threads}': measure_cost(graph, a, table, WINDOW, threads) for threads in (1, 2)}
    print(f'evaluate: ms a call {costs}', flush=True)
    shard, chosen = _held_out(options.work / 'shards')
    figures = evaluate_set(DraftSession(graph, a, WINDOW, 1), table, shard, chosen, costs['threads1'])
    evaluation = {
        'lookahead': LOOKAHEAD, 'draftMs': costs, 'heldOutDuringTraining': checkpoint.progress.history[-1:],
        'sets': {'held-out conversations': figures},
    }
    (options.work / 'evaluation.json').write_text(json.dumps(evaluation, indent=2))
    add_evaluation(options.artifacts, evaluation)


def run_all(options: argparse.Namespace) -> None:
    # A target that can have no speculator is refused before hours of work for one.
    _weights(options)
    for run in (run_generate, run_collect, run_train, run_export, run_evaluate):
        run(options)


def _weights(options: argparse.Namespace) -> TargetWeights:
    return read_target_weights(options.gguf, read_manifest(options.target).architecture.layer_count)


def _checkpoint(options: argparse.Namespace) -> Checkpoint:
    return load_checkpoint(_checkpoint_path(options), MODELS[options.architecture].PARAMETERS)


def _checkpoint_path(options: argparse.Namespace) -> Path:
    suffix = '' if options.architecture == 'mlp' else f'-{options.architecture}'
    return options.work / f'checkpoint{suffix}.npz'


def _most_frequent_tokens(options: argparse.Namespace, size: int, vocabulary_size: int) -> np.ndarray:
    runs = [read_shard(shard).tokens for shard in sorted((options.work / 'shards').glob('*.npz'))]
    return choose_shortlist(runs, size, vocabulary_size)


def _held_out(folder: Path) -> tuple[Shard, np.ndarray]:
    """All shards as one, and the held-out conversations to evaluate [conversations] bool, spread over it."""
    joined = join_shards([read_shard(path) for path in sorted(folder.glob('*.npz'))])
    indices = np.flatnonzero(joined.held_out)
    chosen = np.zeros(len(joined.held_out), bool)
    chosen[indices[np.linspace(0, len(indices) - 1, min(HELD_OUT_MAX, len(indices))).astype(int)]] = True
    return joined, chosen

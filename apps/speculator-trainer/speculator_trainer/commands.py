"""What the subcommands do, in terms of the work folder."""

import argparse
import json
from pathlib import Path

import numpy as np

from .answers import AnswerOptions, answer_prompts
from .batches import WINDOW
from .checkpoint import load_checkpoint
from .collect import collect
from .conversations import read_conversations, trim_loop
from .evaluate import LOOKAHEAD, evaluate_set, measure_cost
from .export.artifact import GRAPH, add_evaluation, export_artifact
from .generate import generate
from .recipes import KINDS
from .replay import DraftSession
from .shards import Shard, join_shards, read_shard
from .shortlist import choose_shortlist
from .target import CompiledTarget, read_manifest
from .target_weights import read_target_weights
from .train import TrainOptions, Trainer, write_pid

# The evaluation sets: answers at these temperatures.
TEMPERATURES = (0.0, 0.7)
HELD_OUT_MAX = 80


def run_generate(options: argparse.Namespace) -> None:
    target = CompiledTarget(options.target, options.threads)
    seconds = options.generate_minutes * 60
    name, kinds = ('play', KINDS) if options.texts is None else ('texts', options.texts)
    generate(target, options.work / 'shards', name, options.answer_tokens, options.seed, seconds, kinds)


def run_collect(options: argparse.Namespace) -> None:
    if options.corpus is None:
        return
    conversations = [trim_loop(conversation) for conversation in read_conversations(options.corpus)]
    collect(CompiledTarget(options.target, options.threads), conversations, 'corpus', options.work / 'shards')


def run_train(options: argparse.Namespace) -> None:
    manifest = read_manifest(options.target)
    weights = read_target_weights(options.gguf, manifest.architecture.layer_count)
    path = options.work / 'shortlist.npy'
    if not path.exists():
        np.save(path, _shortlist(options, manifest.architecture.vocabulary_size, options.shortlist_size))
    write_pid(options.work / 'train.pid')
    train_options = TrainOptions(
        shards=options.work / 'shards', checkpoint=_checkpoint_path(options), budget_seconds=options.budget * 60,
        seed=options.seed, threads=options.threads, architecture=options.architecture,
        command=options.command_line, start_from=options.start_from)
    Trainer(train_options, manifest.architecture, weights, np.load(path)).run()


def run_export(options: argparse.Namespace) -> None:
    manifest = read_manifest(options.target)
    weights = read_target_weights(options.gguf, manifest.architecture.layer_count)
    checkpoint = load_checkpoint(_checkpoint_path(options))
    shortlist = _shortlist(options, manifest.architecture.vocabulary_size, options.head_size)
    export_artifact(options.artifacts, manifest, weights, checkpoint, shortlist, WINDOW, options.profile)
    size = sum(path.stat().st_size for path in options.artifacts.iterdir())
    print(f'export: {options.artifacts}, {size / 1e6:.1f} MB', flush=True)


def run_evaluate(options: argparse.Namespace) -> None:
    manifest = read_manifest(options.target)
    a = manifest.architecture
    table = read_target_weights(options.gguf, a.layer_count).embeddings
    checkpoint = load_checkpoint(_checkpoint_path(options))
    graph = options.artifacts / GRAPH
    costs = {f'threads{threads}': measure_cost(graph, a, table, WINDOW, threads) for threads in (1, 2)}
    print(f'evaluate: ms a call {costs}', flush=True)
    session, cost = DraftSession(graph, a, WINDOW, 1), costs['threads1']
    sets = {}
    for name, shard, chosen in _evaluation_sets(options):
        print(f'evaluate: {name}', flush=True)
        sets[name] = evaluate_set(session, table, shard, chosen, cost)
    during_training = checkpoint.progress.history[-1:]
    evaluation = {'lookahead': LOOKAHEAD, 'draftMs': costs, 'heldOutDuringTraining': during_training, 'sets': sets}
    (options.work / 'evaluation.json').write_text(json.dumps(evaluation, indent=2))
    add_evaluation(options.artifacts, evaluation)


def run_all(options: argparse.Namespace) -> None:
    for run in (run_generate, run_collect, run_train, run_export, run_evaluate):
        run(options)


def _shortlist(options: argparse.Namespace, vocabulary_size: int, size: int) -> np.ndarray:
    """The most frequent tokens of the data."""
    runs = [read_shard(shard).tokens for shard in sorted((options.work / 'shards').glob('*.npz'))]
    return choose_shortlist(runs, size, vocabulary_size)


def _evaluation_sets(options: argparse.Namespace) -> list[tuple[str, Shard, np.ndarray]]:
    held_out = [read_shard(path) for path in sorted((options.work / 'shards').glob('*.npz'))]
    sets = [('held-out conversations', *_held_out_of(held_out))]
    if options.prompts is None:
        return sets
    target = CompiledTarget(options.target, options.threads)
    for temperature in TEMPERATURES:
        answer_options = AnswerOptions(temperature, options.answer_tokens_max, options.prompts_per_stream, options.seed)
        shard = answer_prompts(target, options.prompts, options.work / 'answers', answer_options)
        sets.append((f'{options.prompts.stem}, temperature {temperature}', shard, np.ones(len(shard.lengths), bool)))
    return sets


def _held_out_of(shards: list[Shard]) -> tuple[Shard, np.ndarray]:
    """One shard of all of them, and the held-out conversations to evaluate, spread over it."""
    joined = join_shards(shards)
    indices = np.flatnonzero(joined.held_out)
    chosen = np.zeros(len(joined.held_out), bool)
    chosen[indices[np.linspace(0, len(indices) - 1, min(HELD_OUT_MAX, len(indices))).astype(int)]] = True
    return joined, chosen


def _checkpoint_path(options: argparse.Namespace) -> Path:
    suffix = '' if options.architecture == 'mlp' else f'-{options.architecture}'
    return options.work / f'checkpoint{suffix}.npz'

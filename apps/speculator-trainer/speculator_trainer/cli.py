"""Subcommands, each resumable, each reading what the one before it left in the work folder."""

import argparse
import json
import shlex
from pathlib import Path

from . import commands
from .export.artifact import MANIFEST
from .export.linear import PROFILES
from .export.weights import EagleWeights
from .recipes import Kind, kinds_about

ARTIFACTS = Path(__file__).resolve().parent.parent / 'artifacts' / 'smollm2-135m-instruct'


def main(arguments: list[str]) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    _check_start(parser, options)
    _check_artifacts(parser, options)
    options.command_line = 'python -m speculator_trainer ' + shlex.join(arguments)
    options.run(options)
    return 0


def _check_start(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    start = getattr(options, 'start_from', None)
    if start is None:
        return
    if not (start / MANIFEST).exists():
        parser.error(f'--start-from {start}: there is no {MANIFEST} in it; name the folder of an artifact')
    found = json.loads((start / MANIFEST).read_text())['architecture']
    if options.architecture == 'eagle' and found != EagleWeights.architecture:
        parser.error(f'--start-from {start} is of {found}, without attention: only --architecture mlp goes on from it')


def _check_artifacts(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    if getattr(options, 'artifacts', None) == ARTIFACTS and options.architecture != 'mlp':
        parser.error(f'--architecture {options.architecture} needs --artifacts: '
                     f'{ARTIFACTS} holds the layer without attention')


def _kinds_about(path: str) -> tuple[Kind, ...]:
    try:
        return kinds_about(Path(path))
    except (OSError, ValueError, KeyError) as error:
        raise argparse.ArgumentTypeError(f'no texts can be read: {error}') from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog='speculator_trainer',
        description='Trains the static speculator of a target, on text the target writes itself.')
    subcommands = parser.add_subparsers(required=True, metavar='COMMAND')

    def add(name: str, run, help_text: str) -> argparse.ArgumentParser:
        command = subcommands.add_parser(name, help=help_text, description=help_text)
        command.set_defaults(run=run)
        command.add_argument('--target', type=Path, required=True, help='folder of the compiled target')
        command.add_argument('--gguf', type=Path, required=True, help='the GGUF it was compiled from')
        command.add_argument('--work', type=Path, required=True, help='folder for shards, checkpoints and answers')
        command.add_argument('--seed', type=int, default=7)
        command.add_argument('--threads', type=int, default=2)
        return command

    generate = add('generate', commands.run_generate, 'Let the target write conversations, with hidden states.')
    collect = add('collect', commands.run_collect, 'Compute hidden states of conversations written before.')
    train = add('train', commands.run_train, 'Train, or go on training, on the shards in the work folder.')
    export = add('export', commands.run_export, 'Write the draft graph of the checkpoint.')
    evaluate = add('evaluate', commands.run_evaluate, 'Replay answers through the draft graph; write the manifest.')
    everything = add('all', commands.run_all, 'generate, collect, train, export, evaluate.')

    for command in (generate, everything):
        command.add_argument('--answer-tokens', type=int, default=350_000, help='answer tokens to write')
        command.add_argument('--generate-minutes', type=float, default=30.0, help='or as many as fit in')
        command.add_argument('--texts', type=_kinds_about, metavar='FILE',
                             help='write only about these texts: plain text, or JSON lines of kind and text')
    for command in (collect, everything):
        command.add_argument('--corpus', type=Path, help='conversations as JSON lines, may be gzipped')
    for command in (train, export, evaluate, everything):
        command.add_argument('--architecture', choices=('mlp', 'eagle'), default='mlp',
                             help='a layer without attention, or the one with it, which replicas do not run')
    for command in (train, everything):
        command.add_argument('--budget', type=float, default=100.0, metavar='MINUTES', help='training time in all')
        command.add_argument('--shortlist-size', type=int, default=8192)
        command.add_argument('--start-from', type=Path, metavar='ARTIFACT', help='go on from this artifact')
    for command in (export, evaluate, everything):
        command.add_argument('--artifacts', type=Path, default=ARTIFACTS)
        command.add_argument('--profile', choices=PROFILES, default='int8')
        command.add_argument('--head-size', type=int, default=4096, help='tokens that a draft may contain')
    for command in (evaluate, everything):
        command.add_argument('--prompts', type=Path, help='prompts to evaluate on, JSON lines; never trained on')
        command.add_argument('--answer-tokens-max', type=int, default=128)
        command.add_argument('--prompts-per-stream', type=int, default=16)
    return parser

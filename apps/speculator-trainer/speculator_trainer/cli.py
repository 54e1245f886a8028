"""Subcommands, each resumable, each reading what the one before it left in the work folder."""

import argparse
import json
import shlex
from pathlib import Path

from . import commands
from .export.artifact import MANIFEST, artifact_name
from .export.linear import PROFILES
from .export.weights import EagleWeights, GraphWeights
from .recipes import Kind, kinds_about
from .refusal import Refused
from .shortlist import DEFAULT_SIZE
from .target import read_manifest
from .train import SEED

ARTIFACTS = Path(__file__).resolve().parent.parent / 'artifacts'
# As manifests of artifacts call them.
FORMS = {'mlp': GraphWeights.architecture, 'eagle': EagleWeights.architecture}


def main(arguments: list[str]) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    options.command_line = 'python -m speculator_trainer ' + shlex.join(arguments)
    try:
        _check_start(options)
        _choose_artifacts(options)
        options.run(options)
    except Refused as refused:
        parser.error(str(refused))
    return 0


def _check_start(options: argparse.Namespace) -> None:
    start = getattr(options, 'start_from', None)
    if start is None:
        return
    if not (start / MANIFEST).exists():
        raise Refused(f'--start-from {start}: there is no {MANIFEST} in it; name the folder of an artifact')
    found = json.loads((start / MANIFEST).read_text())['architecture']
    if options.architecture == 'eagle' and found != EagleWeights.architecture:
        raise Refused(f'--start-from {start} is of {found}, without attention: only --architecture mlp goes on from it')


def _choose_artifacts(options: argparse.Namespace) -> None:
    """The target's own folder if none is named. It may hold an artifact of the same target and form, no other."""
    if 'artifacts' not in options:
        return
    target = read_manifest(options.target)
    if options.artifacts is None:
        options.artifacts = ARTIFACTS / artifact_name(target)
    if not (options.artifacts / MANIFEST).exists():
        return
    found = json.loads((options.artifacts / MANIFEST).read_text())
    if found['target']['ggufSha256'] != target.gguf_sha256:
        raise Refused(f'{options.artifacts} holds the artifact of another target, {found["target"]["name"]} of GGUF '
                      f'{found["target"]["ggufSha256"][:16]}: name another folder with --artifacts')
    if found['architecture'] != FORMS[options.architecture]:
        raise Refused(f'--architecture {options.architecture} needs --artifacts: '
                      f'{options.artifacts} holds a layer of the form {found["architecture"]}')


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
        command.add_argument('--work', type=Path, required=True, help='folder for shards and checkpoints')
        return command

    generate = add('generate', commands.run_generate, 'Let the target write conversations, with hidden states.')
    collect = add('collect', commands.run_collect, 'Compute hidden states of conversations written before.')
    train = add('train', commands.run_train, 'Train, or go on training, on the shards in the work folder.')
    export = add('export', commands.run_export, 'Write the draft graph of the checkpoint.')
    evaluate = add(
        'evaluate', commands.run_evaluate, 'Replay held-out conversations through the draft graph; write the manifest.')
    everything = add('all', commands.run_all, 'generate, collect, train, export, evaluate.')

    for command in (generate, collect, train, everything):
        command.add_argument('--threads', type=int, default=2)
    for command in (generate, train, everything):
        command.add_argument('--seed', type=int, help=f'{SEED} if not given; training goes on with what it began with')
    for command in (generate, everything):
        command.add_argument('--answer-tokens', type=int, default=350_000,
                             help='answer tokens to have in all, those of earlier runs with the seed included')
        command.add_argument('--generate-minutes', type=float, default=30.0, help='or as many as fit in, each run')
        command.add_argument('--texts', type=_kinds_about, metavar='FILE',
                             help='write only about these texts: plain text, or JSON lines of kind and text')
    for command in (collect, everything):
        command.add_argument('--corpus', type=Path, help='conversations as JSON lines, may be gzipped')
        command.add_argument('--order-seed', type=int, default=0,
                             help='collect conversations in an order shuffled by it; 0: as the corpus lies')
    for command in (train, export, evaluate, everything):
        command.add_argument('--architecture', choices=tuple(FORMS), default='mlp',
                             help='a layer without attention, or the one with it, which replicas do not run')
    for command in (train, everything):
        command.add_argument('--budget', type=float, default=100.0, metavar='MINUTES',
                             help='training in all: processor time divided by --threads, not time on the wall')
        command.add_argument('--shortlist-size', type=int,
                             help=f'tokens to train for, {DEFAULT_SIZE} if not given; chosen once for a work folder')
        command.add_argument('--start-from', type=Path, metavar='ARTIFACT', help='go on from this artifact')
    for command in (export, evaluate, everything):
        command.add_argument('--artifacts', type=Path, metavar='FOLDER',
                             help="of the artifact; the target's own under artifacts/ if not given")
    for command in (export, everything):
        command.add_argument('--profile', choices=PROFILES, default='int8')
        command.add_argument('--head-size', type=int, default=DEFAULT_SIZE, help='tokens that a draft may contain')
    return parser

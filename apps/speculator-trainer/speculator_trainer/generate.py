"""Self-play: the target writes user turns and answers, and its hidden states are kept."""

import json
import time
from pathlib import Path
from typing import Iterator

import numpy as np

from .conversations import Conversation
from .markup import Markup
from .recipes import Kind, draw_scripts
from .shards import Shard, answer_tokens_in, write_shard
from .target import CompiledTarget
from .writer import Writer, write_together

SHARD_TOKENS = 20_000
# Conversations written together, and those drawn at once to choose them from.
TOGETHER, ROUND = 48, 384


def generate(target: CompiledTarget, folder: Path, name: str, answer_tokens: int, seed: int, seconds: float,
             kinds: tuple[Kind, ...]) -> None:
    """
    Writes shards `folder/name-seed-NNNN.npz`, and the conversations beside them, until there are `answer_tokens` in
    all of them or `seconds` have gone by. Shards that exist are left alone, the last one too, which may be short: what
    is drawn depends on the number of the shard that a run begins with, so a further run draws anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shard, written = _there_already(folder, f'{name}-{seed}')
    if written >= answer_tokens:
        return
    done: list[tuple[Conversation, np.ndarray]] = []
    tokens, started = 0, time.monotonic()
    for writer in _writers(target, np.random.default_rng((seed, shard)), kinds):
        done.append(writer.result())
        conversation = done[-1][0]
        written += len(conversation.tokens) - conversation.prompt_length
        tokens += len(conversation.tokens)
        elapsed = time.monotonic() - started
        if sum(len(conversation.tokens) for conversation, _ in done) >= SHARD_TOKENS:
            _write(folder, f'{name}-{seed}-{shard:04d}', done)
            print(f'generate: {written} answer tokens, {tokens / elapsed:.0f} tokens/s', flush=True)
            done, shard = [], shard + 1
        if written >= answer_tokens or elapsed > seconds:
            break
    if done:
        _write(folder, f'{name}-{seed}-{shard:04d}', done)


def _there_already(folder: Path, stem: str) -> tuple[int, int]:
    """The number after the last shard's, and the answer tokens of all."""
    paths = sorted(folder.glob(f'{stem}-[0-9]*.npz'))
    if not paths:
        return 0, 0
    written = sum(map(answer_tokens_in, paths))
    print(f'generate: {written} answer tokens in {len(paths)} shards already', flush=True)
    return int(paths[-1].stem.rpartition('-')[2]) + 1, written


def _writers(target: CompiledTarget, random: np.random.Generator, kinds: tuple[Kind, ...]) -> Iterator[Writer]:
    """Writers that have finished, without end."""
    markup = Markup(target.folder)
    while True:
        # Openings of like length are read in step; see writer.py.
        scripts = sorted(draw_scripts(random, ROUND, kinds), key=lambda script: len(script.opening))
        for first in random.permutation(range(0, ROUND, TOGETHER)):
            writers = [Writer(markup.opening(script), markup.turns(script), script.temperature, script.kind.name)
                       for script in scripts[first:first + TOGETHER]]
            yield from write_together(target, writers, random)


def _write(folder: Path, name: str, done: list[tuple[Conversation, np.ndarray]]) -> None:
    with open(folder / f'{name}.jsonl', 'w') as file:
        for conversation, _ in done:
            file.write(json.dumps({
                'kind': conversation.kind, 'temperature': conversation.temperature,
                'promptLength': conversation.prompt_length, 'tokens': conversation.tokens.tolist()}) + '\n')
    write_shard(folder / f'{name}.npz', Shard.of([c for c, _ in done], [h for _, h in done]))

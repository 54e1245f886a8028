"""Self-play by continuous batching: the target writes user turns and answers, and its hidden states are kept."""

import json
import time
from pathlib import Path

import numpy as np

from .conversations import Conversation
from .lanes import Lanes
from .markup import Markup
from .recipes import draw_scripts
from .shards import Shard, write_shard
from .target import CompiledTarget
from .writer import Writer, step

LANES = 16
SHARD_TOKENS = 20_000


def generate(target: CompiledTarget, folder: Path, name: str, answer_tokens: int, seed: int, seconds: float) -> None:
    """Writes shards `folder/name-NNNN.npz`, and the conversations beside them, until either bound is reached."""
    folder.mkdir(parents=True, exist_ok=True)
    random, markup = np.random.default_rng(seed), Markup(target.folder)
    scripts = iter(draw_scripts(random, 100_000))
    lanes = Lanes(target, LANES)

    def start() -> Writer:
        script = next(scripts)
        return Writer(markup.opening(script), markup.turns(script), script.temperature, script.kind.name)

    writers = [start() for _ in range(LANES)]
    done: list[tuple[Conversation, np.ndarray]] = []
    written, shard, started, produced = 0, 0, time.monotonic(), 0
    while written < answer_tokens and time.monotonic() - started < seconds:
        produced += step(lanes, writers, random)
        for lane, writer in enumerate(writers):
            if writer.is_finished:
                done.append(writer.result())
                written += len(done[-1][0].tokens) - done[-1][0].prompt_length
                writers[lane] = start()
                lanes.clear(lane)
        if sum(len(conversation.tokens) for conversation, _ in done) >= SHARD_TOKENS:
            _write(folder, f'{name}-{seed}-{shard:04d}', done)
            elapsed = time.monotonic() - started
            print(f'generate: {written} answer tokens, {produced / elapsed:.0f} tokens/s', flush=True)
            done, shard = [], shard + 1
    if done:
        _write(folder, f'{name}-{seed}-{shard:04d}', done)


def _write(folder: Path, name: str, done: list[tuple[Conversation, np.ndarray]]) -> None:
    with open(folder / f'{name}.jsonl', 'w') as file:
        for conversation, _ in done:
            file.write(json.dumps({
                'kind': conversation.kind, 'temperature': conversation.temperature,
                'promptLength': conversation.prompt_length, 'tokens': conversation.tokens.tolist()}) + '\n')
    write_shard(folder / f'{name}.npz', Shard.of([c for c, _ in done], [h for _, h in done]))

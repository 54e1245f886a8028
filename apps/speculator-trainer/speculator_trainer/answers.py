"""The target's own answers to given prompts: what a speculator is evaluated on, never trained on."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .markup import Markup, Turn
from .recipes import SYSTEM_DEFAULT
from .shards import Shard, join_shards, read_shard, write_shard
from .target import CompiledTarget
from .writer import Writer, write_together

LANES = 16


@dataclass(frozen=True)
class AnswerOptions:
    temperature: float
    tokens_max: int
    # Prompts of each stream, spread evenly over it.
    per_stream: int
    seed: int


def answer_prompts(target: CompiledTarget, prompts: Path, folder: Path, options: AnswerOptions) -> Shard:
    """
    Answers to lines of `prompts` ({"stream", "turns"}), whose turns follow each other in one conversation. Each stream
    has a shard in `folder`, and those that exist are not made again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.loads(line) for line in prompts.read_text().splitlines() if line.strip()]
    shards = []
    for stream in sorted({line['stream'] for line in lines}):
        path = folder / f'{stream}-t{options.temperature}-{options.per_stream}.npz'
        if not path.exists():
            of_stream = [line for line in lines if line['stream'] == stream]
            places = np.unique(np.linspace(0, len(of_stream) - 1, options.per_stream).astype(int))
            write_shard(path, _answer(target, [of_stream[place] for place in places], options))
            print(f'answers: {stream}, temperature {options.temperature}', flush=True)
        shards.append(read_shard(path))
    return join_shards(shards)


def _answer(target: CompiledTarget, lines: list[dict], options: AnswerOptions) -> Shard:
    markup, random = Markup(target.folder), np.random.default_rng(options.seed)
    writers = [_writer(markup, line, options.temperature, options.tokens_max) for line in lines]
    done = [writer.result() for first in range(0, len(writers), LANES)
            for writer in write_together(target, writers[first:first + LANES], random)]
    return Shard.of([conversation for conversation, _ in done], [hidden for _, hidden in done])


def _writer(markup: Markup, line: dict, temperature: float, tokens_max: int) -> Writer:
    first, *others = line['turns']
    turns = [Turn(True, tokens_max, markup.ends, markup.to_user + markup.encode(turn) + markup.to_answer)
             for turn in others]
    turns.append(Turn(True, tokens_max, markup.ends, [markup.end]))
    return Writer(markup.prompt(SYSTEM_DEFAULT, [first]), turns, temperature, line['stream'])

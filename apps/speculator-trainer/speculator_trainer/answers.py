"""The target's own answers to given prompts: what a speculator is evaluated on, never trained on."""

import json
from pathlib import Path

import numpy as np

from .lanes import Lanes
from .markup import Markup, Turn
from .recipes import SYSTEM_DEFAULT
from .shards import Shard, write_shard
from .target import CompiledTarget
from .writer import Writer, step

LANES = 12


def answer_prompts(target: CompiledTarget, prompts: Path, path: Path, temperature: float, tokens_max: int, seed: int
                   ) -> None:
    """
    Writes one shard with an answer to each line of `prompts` ({"stream", "turns"}), whose turns follow each other in
    one conversation.
    """
    markup, random = Markup(target.folder), np.random.default_rng(seed)
    lines = [json.loads(line) for line in prompts.read_text().splitlines() if line.strip()]
    # Lanes of like length read like capacities.
    lines.sort(key=lambda line: -sum(len(turn) for turn in line['turns']))
    waiting = [_writer(markup, line, temperature, tokens_max) for line in lines]
    done = []
    while waiting:
        batch, waiting = waiting[:LANES], waiting[LANES:]
        lanes = Lanes(target, len(batch))
        while batch:
            step(lanes, batch, random)
            for lane in reversed(range(len(batch))):
                if batch[lane].is_finished:
                    done.append(batch.pop(lane).result())
                    if waiting:
                        batch.insert(lane, waiting.pop(0))
                        lanes.clear(lane)
                    else:
                        lanes.remove(lane)
        print(f'answers: {len(done)} of {len(lines)}', flush=True)
    write_shard(path, Shard.of([conversation for conversation, _ in done], [hidden for _, hidden in done]))


def _writer(markup: Markup, line: dict, temperature: float, tokens_max: int) -> Writer:
    first, *others = line['turns']
    turns = [Turn(True, tokens_max, markup.ends, markup.to_user + markup.encode(turn) + markup.to_answer)
             for turn in others]
    turns.append(Turn(True, tokens_max, markup.ends, [markup.end]))
    return Writer(markup.prompt(SYSTEM_DEFAULT, [first]), turns, temperature, line['stream'])

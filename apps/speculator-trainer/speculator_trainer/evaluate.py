"""Evaluation of an exported draft graph: replayed answers by stream, with and without loops, and its cost."""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .conversations import is_looping
from .replay import DraftSession, Steps, replay
from .report import calibration, summarize
from .shards import Shard
from .target import Architecture

LOOKAHEAD = 4
# A draft ends when it is less likely than this to be right as a whole; .4 is where a row stops paying on two cores.
SURVIVAL_MINS = (0.0, 0.2, 0.4)
REPEATS = 40


def measure_cost(graph: Path, a: Architecture, table: np.ndarray, window: int, threads: int) -> dict[str, float]:
    """
    Median ms of a call, by tokens drafted; and the slope of it, ms a drafted token. With attention a call brings 2 true
    rows and the window is full, as it is after the first tokens of a conversation.
    """
    session, random = DraftSession(graph, a, window, threads), np.random.default_rng(0)
    hidden = random.normal(size=(2, a.hidden_size)).astype(np.float32)
    embeddings = table[random.integers(0, len(table), 2)]
    if session.has_keys:
        session.mask[:] = 0
    costs = {}
    for lookahead in (1, 2, 4, 8):
        elapsed = []
        for _ in range(REPEATS):
            started = time.perf_counter()
            session.draft(hidden, embeddings, 300, lookahead, 0.0)
            elapsed.append(1000 * (time.perf_counter() - started))
        costs[str(lookahead)] = round(float(np.median(elapsed)), 3)
    costs['perToken'] = round((costs['8'] - costs['1']) / 7, 3)
    return costs


@dataclass(frozen=True)
class Replayed:
    kind: str
    loops: bool
    steps: Steps


def evaluate_set(session: DraftSession, table: np.ndarray, shard: Shard, chosen: np.ndarray, cost: dict[str, float]
                 ) -> dict[str, dict]:
    """Figures of the conversations `chosen` [conversations] bool, by kind and for all kinds together."""
    by_threshold = {
        survival_min: [_replay_one(session, table, shard, int(index), survival_min) for index in np.flatnonzero(chosen)]
        for survival_min in SURVIVAL_MINS
    }
    kinds = sorted({one.kind for one in by_threshold[0.0]})
    result = {}
    for kind in [*kinds, 'all']:
        of_kind = {survival_min: [one for one in replayed if kind in (one.kind, 'all')]
                   for survival_min, replayed in by_threshold.items()}
        result[kind] = _figures(of_kind, cost)
        print(f'evaluate {kind}: {result[kind]["withoutLoops"]}', flush=True)
    return result


def _replay_one(session: DraftSession, table: np.ndarray, shard: Shard, index: int, survival_min: float) -> Replayed:
    begin, length = int(shard.starts[index]), int(shard.lengths[index])
    tokens, hidden = shard.tokens[begin:begin + length], shard.hidden[begin:begin + length]
    prompt_length = int(shard.prompt_lengths[index])
    steps = replay(session, table, tokens, hidden, prompt_length, LOOKAHEAD, survival_min)
    return Replayed(str(shard.kinds[index]), is_looping(tokens[prompt_length:]), steps)


def _figures(of_kind: dict[float, list[Replayed]], cost: dict[str, float]) -> dict:
    draft_ms = cost['perToken']
    call_ms = max(0.0, cost['1'] - draft_ms)
    without_loops = {survival_min: _joined([one for one in replayed if not one.loops])
                     for survival_min, replayed in of_kind.items()}
    figures = {
        'withoutLoops': summarize(without_loops[0.0], draft_ms, call_ms),
        'withLoops': summarize(_joined(of_kind[0.0]), draft_ms, call_ms),
    }
    for survival_min in SURVIVAL_MINS[1:]:
        figures[f'survivalMin{survival_min}'] = summarize(without_loops[survival_min], draft_ms, call_ms)
    return figures | {'calibration': calibration(without_loops[0.0])}


def _joined(replayed: list[Replayed]) -> Steps:
    steps = Steps()
    for one in replayed:
        steps.extend(one.steps)
    return steps

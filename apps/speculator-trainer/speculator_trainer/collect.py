"""Teacher forcing: the target's hidden states of conversations, on disk in shards."""

import time
from pathlib import Path

import numpy as np

from .conversations import Conversation
from .shards import Shard, write_shard
from .target import CompiledTarget, LaneStep

# Tokens of a shard: about 20 s of work, which is what an interruption can lose, and 23 MB.
SHARD_TOKENS = 20_000
# 8 lanes × 64 rows a step: 960 tokens/s on 2 cores; 1 lane 585, 4 lanes 936.
LANES = 8


def collect(target: CompiledTarget, conversations: list[Conversation], name: str, folder: Path) -> None:
    """Writes `folder/name-NNNN.npz` for runs of conversations; shards that exist are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    runs = _runs(conversations)
    started, done = time.monotonic(), 0
    for index, run in enumerate(runs):
        path = folder / f'{name}-{index:04d}.npz'
        if path.exists():
            continue
        hidden = hidden_states(target, [conversation.tokens for conversation in run])
        write_shard(path, Shard.of(run, hidden))
        done += sum(len(conversation.tokens) for conversation in run)
        rate = done / (time.monotonic() - started)
        print(f'collect {name} {index + 1}/{len(runs)} {rate:.0f} tokens/s', flush=True)


def hidden_states(target: CompiledTarget, sequences: list[np.ndarray]) -> list[np.ndarray]:
    """The normalized hidden states of each sequence, [n, hidden] float16, in the order given."""
    results: list[np.ndarray | None] = [None] * len(sequences)
    # Lanes of like length end together.
    order = sorted(range(len(sequences)), key=lambda i: -len(sequences[i]))
    for first in range(0, len(order), LANES):
        batch = order[first:first + LANES]
        for index, rows in zip(batch, _score_batch(target, [sequences[i] for i in batch])):
            results[index] = rows
    return results


def _score_batch(target: CompiledTarget, sequences: list[np.ndarray]) -> list[np.ndarray]:
    """`sequences` in order of falling length, so that the lanes still running are always the first ones."""
    a, block = target.architecture, target.block_size
    parts: list[list[np.ndarray]] = [[] for _ in sequences]
    caches: np.ndarray | None = None
    for begin in range(0, len(sequences[0]), block):
        lanes = sum(1 for tokens in sequences if len(tokens) > begin)
        steps = [LaneStep(lane, begin, sequences[lane][begin:begin + block]) for lane in range(lanes)]
        past = _zeros(target, lanes, block) if caches is None else caches[:, :, :lanes]
        new_kv, hidden = target.run(steps, past, _zeros(target, lanes, block), ['new_kv', 'hidden'])
        row, block_kv = 0, np.zeros((a.layer_count, 2, lanes, a.kv_head_count, block, a.head_size), np.float32)
        rows_kv = target.split_new_kv(new_kv)
        for step in steps:
            count = len(step.tokens)
            parts[step.lane].append(hidden[row:row + count].astype(np.float16))
            block_kv[:, :, step.lane, :, :count] = rows_kv[row:row + count].transpose(1, 2, 3, 0, 4)
            row += count
        caches = block_kv if caches is None else np.concatenate([caches[:, :, :lanes], block_kv], axis=4)
    return [np.concatenate(part) for part in parts]


def _zeros(target: CompiledTarget, lanes: int, positions: int) -> np.ndarray:
    a = target.architecture
    return np.zeros((a.layer_count, 2, lanes, a.kv_head_count, positions, a.head_size), np.float32)


def _runs(conversations: list[Conversation]) -> list[list[Conversation]]:
    runs: list[list[Conversation]] = [[]]
    size = 0
    for conversation in conversations:
        if size >= SHARD_TOKENS:
            runs.append([])
            size = 0
        runs[-1].append(conversation)
        size += len(conversation.tokens)
    return [run for run in runs if run]

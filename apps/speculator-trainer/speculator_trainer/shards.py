"""Shards on disk: tokens and hidden states of whole conversations, one after another."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .conversations import Conversation


@dataclass(frozen=True)
class Shard:
    """`tokens` [N], `hidden` [N, hidden] float16; `starts`, `lengths`, `prompt_lengths`, … [conversations]."""

    tokens: np.ndarray
    hidden: np.ndarray
    lengths: np.ndarray
    prompt_lengths: np.ndarray
    temperatures: np.ndarray
    held_out: np.ndarray
    kinds: np.ndarray

    @staticmethod
    def of(conversations: list[Conversation], hidden: list[np.ndarray]) -> 'Shard':
        return Shard(
            tokens=np.concatenate([conversation.tokens for conversation in conversations]),
            hidden=np.concatenate(hidden),
            lengths=np.array([len(conversation.tokens) for conversation in conversations]),
            prompt_lengths=np.array([conversation.prompt_length for conversation in conversations]),
            temperatures=np.array([conversation.temperature for conversation in conversations]),
            held_out=np.array([conversation.is_held_out for conversation in conversations]),
            kinds=np.array([conversation.kind for conversation in conversations]),
        )

    @property
    def starts(self) -> np.ndarray:
        return np.cumsum(self.lengths) - self.lengths


FIELDS = tuple(Shard.__dataclass_fields__)


def write_shard(path: Path, shard: Shard) -> None:
    """Appears whole or not at all, so a reader may look at any time."""
    partial = path.with_suffix('.partial')
    with open(partial, 'wb') as file:
        np.savez(file, **{name: getattr(shard, name) for name in FIELDS})
    os.replace(partial, path)


def read_shard(path: Path) -> Shard:
    with np.load(path) as file:
        return Shard(**{name: file[name] for name in FIELDS})


def answer_tokens_in(path: Path) -> int:
    with np.load(path) as file:
        return int((file['lengths'] - file['prompt_lengths']).sum())


def join_shards(shards: list[Shard]) -> Shard:
    return Shard(**{name: np.concatenate([getattr(shard, name) for shard in shards]) for name in FIELDS})

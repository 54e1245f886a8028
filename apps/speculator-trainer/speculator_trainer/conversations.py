"""Conversations the target wrote: reading, trimming of loops, the held-out split."""

import gzip
import json
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np

# An answer is degenerate when its 8-grams repeat in more than a fifth of its tokens: the project's definition.
NGRAM = 8
LOOPING_SHARE = 0.2
# One conversation in twenty is held out. By content, so that a corpus can grow without moving any.
HELD_OUT_ONE_IN = 20


@dataclass(frozen=True)
class Conversation:
    tokens: np.ndarray
    prompt_length: int
    temperature: float
    kind: str

    @property
    def is_held_out(self) -> bool:
        return zlib.crc32(self.tokens.astype(np.int32).tobytes()) % HELD_OUT_ONE_IN == 0


def read_conversations(path: Path) -> list[Conversation]:
    opener = gzip.open if str(path).endswith('.gz') else open
    with opener(path, 'rt') as lines:
        return [_parse(json.loads(line)) for line in lines if line.strip()]


def _parse(line: dict) -> Conversation:
    return Conversation(
        tokens=np.asarray(line['tokens'], np.int32),
        prompt_length=line['promptLength'],
        temperature=line['temperature'],
        kind=line.get('kind', 'chat'),
    )


def repeated_positions(tokens: np.ndarray, ngram: int = NGRAM) -> np.ndarray:
    """[n] bool: the token ends an n-gram that ended earlier in the same tokens."""
    seen: set[bytes] = set()
    repeated = np.zeros(len(tokens), bool)
    values = np.asarray(tokens, np.int32)
    for end in range(ngram, len(values) + 1):
        key = values[end - ngram:end].tobytes()
        repeated[end - 1] = key in seen
        seen.add(key)
    return repeated


def is_looping(answer: np.ndarray) -> bool:
    return len(answer) > 0 and float(repeated_positions(answer).mean()) > LOOPING_SHARE


def trim_loop(conversation: Conversation, kept: int = 32) -> Conversation:
    """
    Cuts an answer `kept` tokens after it began to loop for good: counting drafts loops for nothing, and a static
    speculator that learns them forgets the rest. A few are kept, since the product meets them too.
    """
    answer = conversation.tokens[conversation.prompt_length:]
    if not is_looping(answer):
        return conversation
    fresh = np.flatnonzero(~repeated_positions(answer))
    end = conversation.prompt_length + int(fresh[-1]) + 1 + kept
    if end >= len(conversation.tokens):
        # The loop came and went: cut where its second round begins.
        end = conversation.prompt_length + int(np.flatnonzero(repeated_positions(answer))[0]) + kept
    return replace(conversation, tokens=conversation.tokens[:end])


def in_order(conversations: list[Conversation], seed: int) -> list[Conversation]:
    """As they lie with seed 0, otherwise shuffled: then those at the beginning are a random part of all."""
    if seed == 0:
        return conversations
    shuffled = list(conversations)
    Random(seed).shuffle(shuffled)
    return shuffled

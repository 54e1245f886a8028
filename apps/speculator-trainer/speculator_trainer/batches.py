"""Conversations packed into rows of equal length."""

from dataclasses import dataclass
from typing import Iterator

import numpy as np

from .shards import Shard

# Rows before an answer that are read: as many as the layer with attention keeps keys of, whose acceptance length was
# 1.93, 1.96, 1.96 with 64, 128, 256. What the layer without needs was not measured.
WINDOW = 128
ROW_LENGTH = 2 * WINDOW
# A piece shorter than this teaches less than its padding costs.
PIECE_MIN = 12
# How much a position before the answer counts: its text is the target's too, but nobody drafts there.
PROMPT_WEIGHT = 0.2


@dataclass(frozen=True)
class Batch:
    """
    `hidden`, `lessons` [b, s, H] float16; `tokens` [b, s] int32; `segments` [b, s] int32, 0 for padding;
    `weights` [b, s] float32: how much a chain that begins in this row counts.
    """

    hidden: np.ndarray
    lessons: np.ndarray
    tokens: np.ndarray
    segments: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True)
class Piece:
    store: int
    begin: int
    length: int
    answer_begin: int


class PieceStore:
    """Shards in memory with their lessons, and the pieces of the conversations of one side of the split."""

    def __init__(self) -> None:
        self.shards: list[Shard] = []
        self.lessons: list[np.ndarray] = []
        self.pieces: list[Piece] = []

    def add(self, shard: Shard, lessons: np.ndarray, held_out: bool) -> None:
        self.shards.append(shard)
        self.lessons.append(lessons)
        for start, length, prompt_length, is_held_out in zip(
                shard.starts, shard.lengths, shard.prompt_lengths, shard.held_out):
            if bool(is_held_out) != held_out:
                continue
            for begin in range(max(0, int(prompt_length) - WINDOW), int(length), ROW_LENGTH):
                size = min(ROW_LENGTH, int(length) - begin)
                if size >= PIECE_MIN:
                    # The last row of the prompt begins the first chain.
                    answer_begin = max(0, int(prompt_length) - 1 - begin)
                    self.pieces.append(Piece(len(self.shards) - 1, int(start) + begin, size, answer_begin))

    @property
    def token_count(self) -> int:
        return sum(piece.length for piece in self.pieces)

    def epoch(self, rows: int, random: np.random.Generator) -> Iterator[Batch]:
        """Every piece once, packed first-fit by falling length within shuffled groups."""
        order = random.permutation(len(self.pieces))
        packed: list[list[Piece]] = []
        for begin in range(0, len(order), 256):
            packed += _pack([self.pieces[i] for i in order[begin:begin + 256]])
        packed = [packed[i] for i in random.permutation(len(packed))]
        for begin in range(0, len(packed) - rows + 1, rows):
            yield self._batch(packed[begin:begin + rows])

    def _batch(self, packed: list[list[Piece]]) -> Batch:
        rows, size = len(packed), self.shards[0].hidden.shape[1]
        batch = Batch(
            hidden=np.zeros((rows, ROW_LENGTH, size), np.float16),
            lessons=np.zeros((rows, ROW_LENGTH, size), np.float16),
            tokens=np.zeros((rows, ROW_LENGTH), np.int32),
            segments=np.zeros((rows, ROW_LENGTH), np.int32),
            weights=np.zeros((rows, ROW_LENGTH), np.float32),
        )
        for row, pieces in enumerate(packed):
            at = 0
            for number, piece in enumerate(pieces, 1):
                shard, end = self.shards[piece.store], piece.begin + piece.length
                here = slice(at, at + piece.length)
                batch.hidden[row, here] = shard.hidden[piece.begin:end]
                batch.lessons[row, here] = self.lessons[piece.store][piece.begin:end]
                batch.tokens[row, here] = shard.tokens[piece.begin:end]
                batch.segments[row, here] = number
                batch.weights[row, at + piece.answer_begin:at + piece.length] = 1
                batch.weights[row, at:at + min(piece.answer_begin, piece.length)] = PROMPT_WEIGHT
                at += piece.length
        return batch


def _pack(pieces: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    room: list[int] = []
    for piece in sorted(pieces, key=lambda piece: -piece.length):
        for index, left in enumerate(room):
            if piece.length <= left:
                rows[index].append(piece)
                room[index] -= piece.length
                break
        else:
            rows.append([piece])
            room.append(ROW_LENGTH - piece.length)
    return rows

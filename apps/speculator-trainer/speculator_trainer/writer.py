"""One conversation while the target writes it, and several at once."""

from typing import Iterator

import numpy as np

from .conversations import NGRAM, Conversation
from .lanes import Lanes
from .markup import Turn
from .target import CompiledTarget

# Forced rows of a lane in one step, while all lanes have as many: in attention every lane is padded to the longest, and
# with 32 rows whenever one lane could, 32 lanes wrote about 150 tokens/s in place of 280.
FORCED_ROWS = 32
# Tokens in a row that only repeat: by then an answer does not come back from its loop.
LOOP_TOKENS = 32
USER_TEMPERATURE = 1.0


class Writer:
    """One lane's conversation: a queue of tokens still to be scored, and a list of turns still to be sampled."""

    def __init__(self, opening: list[int], turns: list[Turn], temperature: float, kind: str):
        self.temperature, self.kind = temperature, kind
        self.tokens: list[int] = []
        self.hidden: list[np.ndarray] = []
        self.queue, self.turns = list(opening), list(turns)
        self.prompt_length: int | None = None
        self.begin = 0
        self.repeats = 0
        self.seen: set[bytes] = set()
        self._begin_turn()

    @property
    def is_finished(self) -> bool:
        return not self.turns and not self.queue

    def take(self, room: int) -> np.ndarray:
        """The tokens to score next, at most `room`."""
        count = min(len(self.queue), room)
        rows, self.queue = self.queue[:count], self.queue[count:]
        self.tokens += rows
        return np.asarray(rows, np.int32)

    def receive(self, hidden: np.ndarray, ids: np.ndarray, values: np.ndarray, random: np.random.Generator) -> None:
        """Keeps a step's hidden states, and samples if nothing more is forced. `ids`, `values` [candidates]."""
        self.hidden.append(hidden)
        if self.queue or not self.turns:
            return
        turn = self.turns[0]
        temperature = self.temperature if turn.is_answer else USER_TEMPERATURE
        token = _sample(ids, values, temperature, random)
        length = len(self.tokens) - self.begin + 1
        is_over = token in turn.stops or length >= turn.tokens_max or self._loops(turn.is_answer, token)
        if not is_over:
            self.queue = [token]
            return
        # What ended a turn is replaced by the markup that follows it; a last token within bounds is kept.
        kept = [] if token in turn.stops else [token]
        self.queue = kept + turn.then
        self.turns = self.turns[1:]
        self._begin_turn()

    def result(self) -> tuple[Conversation, np.ndarray]:
        conversation = Conversation(
            np.asarray(self.tokens, np.int32), self.prompt_length or 0, self.temperature, self.kind)
        return conversation, np.concatenate(self.hidden).astype(np.float16)

    def _begin_turn(self) -> None:
        self.begin = len(self.tokens) + len(self.queue)
        self.repeats, self.seen = 0, set()
        if self.turns and self.turns[0].is_answer and self.prompt_length is None:
            self.prompt_length = self.begin

    def _loops(self, is_answer: bool, token: int) -> bool:
        if not is_answer or len(self.tokens) - self.begin < NGRAM:
            return False
        key = np.asarray(self.tokens[1 - NGRAM:] + [token], np.int32).tobytes()
        self.repeats = self.repeats + 1 if key in self.seen else 0
        self.seen.add(key)
        return self.repeats >= LOOP_TOKENS


def write_together(target: CompiledTarget, writers: list[Writer], random: np.random.Generator) -> Iterator[Writer]:
    """
    Runs the writers in step, each in a lane of its own, and yields each when it has finished. All begin together and
    none takes the place of one that ended: lanes of equal length read no padding in attention.
    """
    running, lanes = list(writers), Lanes(target, len(writers))
    while running:
        _step(lanes, running, random)
        for lane in reversed(range(len(running))):
            if running[lane].is_finished:
                yield running[lane]
                running[lane] = running[-1]
                running.pop()
                lanes.remove(lane)


def _step(lanes: Lanes, writers: list[Writer], random: np.random.Generator) -> None:
    """One step of every writer, each in its lane."""
    width = min(FORCED_ROWS, *(len(writer.queue) for writer in writers))
    rows = [writer.take(min(width, lanes.room(lane))) for lane, writer in enumerate(writers)]
    hidden, values, ids = lanes.run(rows, ['hidden', 'top_values', 'top_ids'])
    row = 0
    for lane, writer in enumerate(writers):
        count = len(rows[lane])
        writer.receive(hidden[row:row + count], ids[lane], values[lane], random)
        row += count


def _sample(ids: np.ndarray, values: np.ndarray, temperature: float, random: np.random.Generator) -> int:
    if temperature == 0:
        return int(ids[0])
    noise = random.gumbel(size=len(ids))
    return int(ids[np.argmax(values / temperature + noise)])

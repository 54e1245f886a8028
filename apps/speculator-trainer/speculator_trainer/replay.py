"""Replays recorded answers through the draft graph, step by step, as the runtime would drive it."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime as ort

from .target import MASKED, Architecture

PREFILL_ROWS = 64


@dataclass
class Steps:
    """One entry a verify step: drafted and accepted tokens, and the draft's own probabilities."""

    drafted: list[int] = field(default_factory=list)
    accepted: list[int] = field(default_factory=list)
    probabilities: list[np.ndarray] = field(default_factory=list)

    def extend(self, other: 'Steps') -> None:
        self.drafted += other.drafted
        self.accepted += other.accepted
        self.probabilities += other.probabilities


class DraftSession:
    """The draft graph and, if it has attention, the keys of one lane: a ring of the newest `window` positions."""

    def __init__(self, graph: Path, a: Architecture, window: int, threads: int = 2):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self.session = ort.InferenceSession(str(graph), options, providers=['CPUExecutionProvider'])
        self.has_keys = any(value.name == 'past_k' for value in self.session.get_inputs())
        self.window, self.shape = window, (1, a.kv_head_count, window, a.head_size)
        self.clear()

    def clear(self) -> None:
        if not self.has_keys:
            return
        self.keys, self.values = np.zeros(self.shape, np.float32), np.zeros(self.shape, np.float32)
        self.mask = np.full((1, self.window), MASKED, np.float32)

    def draft(self, hidden: np.ndarray, embeddings: np.ndarray, first_position: int, lookahead: int,
              survival_min: float) -> tuple[np.ndarray, np.ndarray]:
        """Appends true rows [R, H] and drafts after them: token ids and probabilities, [K] each."""
        newest = slice(None) if self.has_keys else slice(-1, None)
        feeds = {
            'hidden': hidden[None, newest].astype(np.float32), 'embeddings': embeddings[None, newest],
            'lookahead': np.array(lookahead, np.int64), 'survival_min': np.array(survival_min, np.float32),
        }
        if self.has_keys:
            return self._draft_with_keys(feeds, first_position + np.arange(len(hidden)))
        return tuple(values.reshape(-1) for values in self.session.run(['draft_tokens', 'draft_probs'], feeds))

    def _draft_with_keys(self, feeds: dict[str, np.ndarray], positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        feeds = feeds | {
            'positions': positions[None].astype(np.int64), 'row_count': np.array([len(positions)], np.int64),
            'past_k': self.keys, 'past_v': self.values, 'past_mask': self.mask,
        }
        tokens, probabilities, keys, values = self.session.run(
            ['draft_tokens', 'draft_probs', 'new_k', 'new_v'], feeds)
        slots = positions % self.window
        self.keys[:, :, slots], self.values[:, :, slots], self.mask[:, slots] = keys, values, 0
        return tokens.reshape(-1), probabilities.reshape(-1)


def replay(session: DraftSession, table: np.ndarray, tokens: np.ndarray, hidden: np.ndarray, prompt_length: int,
           lookahead: int, survival_min: float = 0.0) -> Steps:
    """
    `tokens` [n] with their hidden states [n, H]. Each step drafts, keeps what agrees with the recorded tokens, and
    takes the next recorded token as the target's own.
    """
    session.clear()
    if session.has_keys:
        _fill(session, table, tokens, hidden, prompt_length - 1)
    steps, end = Steps(), len(tokens)
    first, known = prompt_length - 1, prompt_length
    while known + 1 < end:
        # `known` is the newest token; rows first … known - 1 have their hidden states and the token after them.
        limit = min(lookahead, end - known - 1)
        drafted, probabilities = session.draft(
            hidden[first:known], table[tokens[first + 1:known + 1]], first, limit, survival_min)
        right = drafted == tokens[known + 1:known + 1 + len(drafted)]
        accepted = len(drafted) if right.all() else int(right.argmin())
        steps.drafted.append(len(drafted))
        steps.accepted.append(accepted)
        steps.probabilities.append(probabilities)
        first, known = known, known + accepted + 1
    return steps


def _fill(session: DraftSession, table: np.ndarray, tokens: np.ndarray, hidden: np.ndarray, end: int) -> None:
    """Keys of the rows before row `end`, as many as the window holds."""
    for begin in range(max(0, end - session.window), end, PREFILL_ROWS):
        stop = min(begin + PREFILL_ROWS, end)
        session.draft(hidden[begin:stop], table[tokens[begin + 1:stop + 1]], begin, 0, 1.0)

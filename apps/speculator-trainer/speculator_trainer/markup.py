"""ChatML: how turns of a conversation are written in tokens."""

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from .recipes import Script
from .refusal import Refused
from .target import read_manifest

MARKS = ('<|im_start|>', '<|im_end|>')


@dataclass(frozen=True)
class Turn:
    """Text to be sampled: ends at one of `stops` or after `tokens_max` tokens, and `then` follows."""

    is_answer: bool
    tokens_max: int
    stops: frozenset[int]
    then: list[int]


class Markup:
    """Raises Refused for a target whose conversations are not written in ChatML."""

    def __init__(self, target_folder: Path):
        self.tokenizer = Tokenizer.from_file(str(Path(target_folder) / 'tokenizer.json'))
        template = read_manifest(target_folder).chat_template or ''
        if any(mark not in template or self.tokenizer.token_to_id(mark) is None for mark in MARKS):
            raise Refused(f'the chat template of {target_folder} does not write {" and ".join(MARKS)}: '
                          'self-play needs ChatML; collect conversations of another origin instead')
        self.end = self.tokenizer.token_to_id('<|im_end|>')
        ends = (self.tokenizer.token_to_id(token) for token in (*MARKS, '<|endoftext|>'))
        self.ends = frozenset(end for end in ends if end is not None)
        # A line's end in byte-level BPE, the only kind of tokenizer that the target compiler takes.
        self.line_ends = frozenset(
            index for token, index in self.tokenizer.get_vocab().items() if token.startswith('Ċ'))
        self.to_answer = self.encode('<|im_end|>\n<|im_start|>assistant\n')
        self.to_user = self.encode('<|im_end|>\n<|im_start|>user\n')

    def encode(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def opening(self, script: Script) -> list[int]:
        begun = self.encode(f'<|im_start|>system\n{script.system}<|im_end|>\n<|im_start|>user\n{script.opening}')
        return begun if script.kind.user_tokens else begun + self._after_text(script)

    def turns(self, script: Script) -> list[Turn]:
        kind, turns = script.kind, []
        answer = Turn(True, kind.answer_tokens, self.ends, [self.end])
        if kind.user_tokens:
            stops = self.ends | (self.line_ends if kind.one_line else frozenset())
            turns.append(Turn(False, kind.user_tokens, stops, self._after_text(script)))
        if script.question:
            turns.append(Turn(False, 20, self.ends | self.line_ends, self.to_answer))
        if not script.follow_up:
            return [*turns, answer]
        follow_up = self.to_user + self.encode(script.follow_up)
        turns.append(Turn(True, kind.answer_tokens, self.ends, follow_up))
        return [*turns, Turn(False, 30, self.ends | self.line_ends, self.to_answer), answer]

    def _after_text(self, script: Script) -> list[int]:
        """What follows the text of the user's turn: the beginning of a question about it, or the answer."""
        return self.encode('\n' + script.question) if script.question else self.to_answer

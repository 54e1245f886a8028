"""The tokens a draft may contain: the most frequent ones of the data, so that the head is small."""

from pathlib import Path
from typing import Callable

import numpy as np

from .refusal import Refused

DEFAULT_SIZE = 4096


def choose_shortlist(token_runs: list[np.ndarray], size: int, vocabulary_size: int) -> np.ndarray:
    """
    [size] int32 token ids, ascending.

    Ties, and tokens the data lacks, are broken by id: in a byte-pair vocabulary a lower id is an earlier merge, that
    is a more frequent piece of the text the tokenizer was made from.
    """
    counts = np.zeros(vocabulary_size, np.int64)
    for tokens in token_runs:
        counts += np.bincount(tokens, minlength=vocabulary_size)
    order = np.lexsort((np.arange(vocabulary_size), -counts))
    return np.sort(order[:size]).astype(np.int32)


def keep_shortlist(path: Path, size: int | None, choose: Callable[[int], np.ndarray]) -> np.ndarray:
    """
    The one in the file, or else one of `size` that is chosen and kept there: lessons are computed for it. Raises
    Refused if the file's is of another size than is asked for.
    """
    if not path.exists():
        np.save(path, choose(size or DEFAULT_SIZE))
    shortlist = np.load(path)
    if size not in (None, len(shortlist)):
        raise Refused(f'{path} has {len(shortlist)} tokens, not the {size} of --shortlist-size: '
                      'remove the file, or leave out the option')
    return shortlist


def inverse_of(shortlist: np.ndarray, vocabulary_size: int) -> np.ndarray:
    """[vocabulary] int32: a token's place in the shortlist, or -1."""
    inverse = np.full(vocabulary_size, -1, np.int32)
    inverse[shortlist] = np.arange(len(shortlist))
    return inverse

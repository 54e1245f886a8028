"""
What the target teaches at a position, as one vector.

With a frozen head E the cross-entropy of a draft's features f against target probabilities p is
logsumexp(E f) - f · Σ p(v) E_v. So the whole distribution reaches the loss through its expected embedding, which is
computed once: no teacher product and no stored probabilities during training.
"""

import numpy as np

# Half of the lesson is the target's choice, which decides at temperature 0, half its distribution, made as sharp as
# people sample it.
CHOICE_SHARE = 0.5
TEMPERATURE = 0.7
# Rows of a product: 1024 × 8192 float32 is 32 MB, the size of the last cache level.
ROWS = 1024


def expected_embeddings(hidden: np.ndarray, head: np.ndarray) -> np.ndarray:
    """`hidden` [n, H] float16, `head` [shortlist, H] float32 → [n, H] float16."""
    result = np.empty(hidden.shape, np.float16)
    for begin in range(0, len(hidden), ROWS):
        rows = hidden[begin:begin + ROWS].astype(np.float32)
        logits = rows @ head.T
        choice = head[logits.argmax(1)]
        logits -= logits.max(1, keepdims=True)
        logits *= 1 / TEMPERATURE
        np.exp(logits, out=logits)
        logits /= logits.sum(1, keepdims=True)
        result[begin:begin + ROWS] = CHOICE_SHARE * choice + (1 - CHOICE_SHARE) * (logits @ head)
    return result

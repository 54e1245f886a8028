"""Matrices as the kernels of the draft graph read them. A draft need not be exact, only cheap and mostly right."""

import numpy as np


# Both values of a pair may round up by a half.
PAIR_MAX = 126


def int8_columns(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    `matrix` [in, out] → int8 values [in, out] and float32 scales [out], symmetric.

    Without VNNI the kernel adds the products of two neighbouring inputs in 16 bits, and saturates: so the magnitudes
    of each pair stay within 127 together.
    """
    pairs = np.abs(matrix).reshape(-1, 2, matrix.shape[1]).sum(1)
    scales = np.maximum(pairs.max(0), 1e-12) / PAIR_MAX
    values = np.clip(np.rint(matrix / scales), -127, 127).astype(np.int8)
    return values, scales.astype(np.float32)

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


def nbits_blocks(matrix: np.ndarray, bits: int, block: int) -> tuple[np.ndarray, np.ndarray]:
    """`matrix` [in, out] → MatMulNBits' B [out, blocks, bytes] uint8 and scales [out × blocks], symmetric."""
    by_block = matrix.T.reshape(matrix.shape[1], -1, block)
    middle = 1 << (bits - 1)
    peaks = np.take_along_axis(by_block, np.abs(by_block).argmax(-1)[..., None], -1)
    scales = np.where(np.abs(peaks) < 1e-12, 1e-12, peaks / -middle)
    values = np.clip(np.rint(by_block / scales) + middle, 0, 2 * middle - 1).astype(np.uint8)
    if bits == 4:
        values = values[..., 0::2] | (values[..., 1::2] << 4)
    return values, scales.reshape(-1).astype(np.float32)

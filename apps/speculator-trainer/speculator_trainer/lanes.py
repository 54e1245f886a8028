"""Keys and values of several sequences that decode together, laid out as the target graph wants them."""

import numpy as np

from .target import CompiledTarget, LaneStep


class Lanes:
    """
    `caches` [layers, 2, lanes, kv heads, capacity, head size]: closed blocks; `windows` alike, the open block.
    Lanes are always all run: a lane without rows would still cost its share of attention.
    """

    def __init__(self, target: CompiledTarget, count: int):
        self.target, self.count, self.block = target, count, target.block_size
        self.lengths = np.zeros(count, np.int64)
        self.windows = self._allocate(self.block)
        self.caches = self._allocate(self.block)

    def run(self, rows: list[np.ndarray], outputs: list[str]) -> list[np.ndarray]:
        """Appends `rows[lane]` to each lane; they must not cross a block. Returns the outputs asked for."""
        steps = [LaneStep(lane, int(self.lengths[lane]), tokens) for lane, tokens in enumerate(rows)]
        self._fit_capacity()
        new_kv, *results = self.target.run(steps, self.caches, self.windows, ['new_kv', *outputs], 'last')
        kv, row = self.target.split_new_kv(new_kv), 0
        for step in steps:
            slot, count = step.length % self.block, len(step.tokens)
            self.windows[:, :, step.lane, :, slot:slot + count] = kv[row:row + count].transpose(1, 2, 3, 0, 4)
            self.lengths[step.lane] += count
            row += count
            if slot + count == self.block:
                self._close_block(step.lane)
        return results

    def room(self, lane: int) -> int:
        """Rows that still fit the lane's open block."""
        return int(self.block - self.lengths[lane] % self.block)

    def remove(self, lane: int) -> None:
        """The last lane moves to its place, and all others stay where they are."""
        self.count -= 1
        last = self.count
        for values in (self.windows, self.caches):
            values[:, :, lane] = values[:, :, last]
        self.lengths[lane] = self.lengths[last]
        # Each layer's part of these is still in one piece.
        self.windows, self.caches, self.lengths = (
            self.windows[:, :, :last], self.caches[:, :, :last], self.lengths[:last])

    def _close_block(self, lane: int) -> None:
        self._fit_capacity()
        begin = int(self.lengths[lane]) - self.block
        self.caches[:, :, lane, :, begin:begin + self.block] = self.windows[:, :, lane]
        self.windows[:, :, lane] = 0

    def _fit_capacity(self) -> None:
        """
        Grows to what the closed blocks need, and shrinks at half of it: all of it is read each step, but moving it
        costs as much as two steps.
        """
        needed = max(self.block, int((self.lengths - self.lengths % self.block).max(initial=0)))
        capacity = self.caches.shape[4]
        if capacity // 2 < needed <= capacity:
            return
        caches, kept = self._allocate(needed), min(needed, capacity)
        caches[:, :, :, :, :kept] = self.caches[:, :, :, :, :kept]
        self.caches = caches

    def _allocate(self, positions: int) -> np.ndarray:
        a = self.target.architecture
        return np.zeros((a.layer_count, 2, self.count, a.kv_head_count, positions, a.head_size), np.float32)

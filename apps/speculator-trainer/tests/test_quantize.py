import unittest

import numpy as np

from speculator_trainer.export.quantize import int8_columns, nbits_blocks


class QuantizeTest(unittest.TestCase):
    def setUp(self):
        self.matrix = np.random.default_rng(0).normal(size=(64, 5)).astype(np.float32)

    def test_pairs_of_neighbouring_inputs_cannot_saturate_16_bits(self):
        values, scales = int8_columns(self.matrix)
        pairs = np.abs(values.astype(int)).reshape(32, 2, 5).sum(1)
        self.assertLessEqual(255 * pairs.max(), 2 ** 15 - 1)
        np.testing.assert_allclose(values * scales, self.matrix, atol=float(scales.max()))

    def test_blocks_of_four_bits_come_back_to_within_a_step(self):
        blocks, scales = nbits_blocks(self.matrix, 4, 32)
        low, high = (blocks & 15).astype(int) - 8, (blocks >> 4).astype(int) - 8
        values = np.stack([low, high], -1).reshape(5, 2, 32)
        restored = (values * scales.reshape(5, 2, 1)).reshape(5, 64).T
        np.testing.assert_allclose(restored, self.matrix, atol=float(np.abs(scales).max()))


if __name__ == '__main__':
    unittest.main()

import unittest

import numpy as np

from speculator_trainer.export.quantize import int8_columns


class QuantizeTest(unittest.TestCase):
    def setUp(self):
        self.matrix = np.random.default_rng(0).normal(size=(64, 5)).astype(np.float32)

    def test_pairs_of_neighbouring_inputs_cannot_saturate_16_bits(self):
        values, scales = int8_columns(self.matrix)
        pairs = np.abs(values.astype(int)).reshape(32, 2, 5).sum(1)
        self.assertLessEqual(255 * pairs.max(), 2 ** 15 - 1)
        np.testing.assert_allclose(values * scales, self.matrix, atol=float(scales.max()))


if __name__ == '__main__':
    unittest.main()

import unittest
from types import SimpleNamespace

import numpy as np

from speculator_trainer.lanes import Lanes

ARCHITECTURE = SimpleNamespace(layer_count=2, kv_head_count=1, head_size=4)


class LanesTest(unittest.TestCase):
    def test_the_last_lane_takes_the_place_of_one_that_is_removed(self):
        lanes = Lanes(SimpleNamespace(architecture=ARCHITECTURE, block_size=8), 3)
        numbers = np.arange(3)
        lanes.lengths[:] = numbers
        for values in (lanes.windows, lanes.caches):
            values[:] = numbers[:, None, None, None]
        lanes.remove(0)
        self.assertEqual(lanes.count, 2)
        self.assertEqual(lanes.lengths.tolist(), [2, 1])
        for values in (lanes.windows, lanes.caches):
            self.assertEqual(values[1, 0, :, 0, 0, 0].tolist(), [2, 1])
            # What the runtime is handed for a layer needs no copy.
            self.assertTrue(values[1, 0].flags.c_contiguous)

    def test_the_only_lane_may_go(self):
        lanes = Lanes(SimpleNamespace(architecture=ARCHITECTURE, block_size=8), 1)
        lanes.remove(0)
        self.assertEqual((lanes.count, len(lanes.lengths)), (0, 0))


if __name__ == '__main__':
    unittest.main()

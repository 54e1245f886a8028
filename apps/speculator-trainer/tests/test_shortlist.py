import tempfile
import unittest
from pathlib import Path

import numpy as np

from speculator_trainer.refusal import Refused
from speculator_trainer.shortlist import choose_shortlist, keep_shortlist

TOKENS = [np.array([4, 4, 4, 2, 2, 9])]


class ShortlistTest(unittest.TestCase):
    def test_the_most_frequent_tokens_are_chosen_and_ties_by_id(self):
        self.assertEqual(choose_shortlist(TOKENS, 4, 10).tolist(), [0, 2, 4, 9])

    def test_a_shortlist_is_chosen_once(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'shortlist.npy'
            kept = [keep_shortlist(path, size, lambda size: choose_shortlist(TOKENS, size, 10))
                    for size in (2, 2, None)]
        self.assertEqual([shortlist.tolist() for shortlist in kept], [[2, 4]] * 3)

    def test_another_size_than_the_one_kept_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'shortlist.npy'
            keep_shortlist(path, 2, lambda size: choose_shortlist(TOKENS, size, 10))
            with self.assertRaisesRegex(Refused, 'has 2 tokens, not the 3 of --shortlist-size'):
                keep_shortlist(path, 3, lambda size: choose_shortlist(TOKENS, size, 10))


if __name__ == '__main__':
    unittest.main()

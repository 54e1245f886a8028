import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import numpy as np

from speculator_trainer.conversations import Conversation
from speculator_trainer.generate import generate
from speculator_trainer.shards import read_shard


def writers(target, random: np.random.Generator, kinds):
    """Conversations of 900 answer tokens; 20 of them fill a shard."""
    while True:
        conversation = Conversation(random.integers(0, 90, 1000).astype(np.int32), 100, 0.0, 'chat')
        yield SimpleNamespace(result=lambda: (conversation, np.zeros((1000, 4), np.float16)))


class GenerateTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        patched = mock.patch('speculator_trainer.generate._writers', writers)
        patched.start()
        self.addCleanup(patched.stop)

    def run_until(self, answer_tokens: int, seconds: float = 1e9, seed: int = 7) -> list[str]:
        generate(None, self.folder, 'play', answer_tokens, seed, seconds, ())
        return sorted(path.stem for path in self.folder.glob('*.npz'))

    def test_a_further_run_goes_on_after_a_short_shard_and_leaves_it_alone(self):
        self.assertEqual(self.run_until(9000), ['play-7-0000'])
        short = (self.folder / 'play-7-0000.npz').read_bytes()
        self.assertEqual(self.run_until(27_000), ['play-7-0000', 'play-7-0001'])
        self.assertEqual((self.folder / 'play-7-0000.npz').read_bytes(), short)
        lengths = [len(read_shard(self.folder / f'play-7-000{index}.npz').lengths) for index in range(2)]
        self.assertEqual(lengths, [10, 20])

    def test_a_further_run_draws_other_conversations(self):
        self.run_until(9000)
        self.run_until(18_000)
        first, second = (read_shard(self.folder / f'play-7-000{index}.npz').tokens for index in range(2))
        self.assertFalse((first[:1000] == second[:1000]).all())

    def test_tokens_of_earlier_runs_count(self):
        self.run_until(9000)
        self.assertEqual(self.run_until(9000), ['play-7-0000'])

    def test_a_run_ended_by_its_time_is_gone_on_with(self):
        self.run_until(9000, seconds=-1)
        self.assertEqual(self.run_until(9000, seconds=-1), ['play-7-0000', 'play-7-0001'])

    def test_another_seed_has_shards_of_its_own(self):
        self.run_until(9000)
        self.assertEqual(self.run_until(9000, seed=70), ['play-7-0000', 'play-70-0000'])


if __name__ == '__main__':
    unittest.main()

import tempfile
import unittest
from pathlib import Path

import numpy as np

from speculator_trainer.batches import ROW_LENGTH, PieceStore
from speculator_trainer.checkpoint import Progress, load_checkpoint, save_checkpoint
from speculator_trainer.conversations import Conversation
from speculator_trainer.schedule import learning_rate
from speculator_trainer.shards import Shard, read_shard, write_shard


def a_shard(lengths: list[int]) -> Shard:
    random = np.random.default_rng(4)
    conversations = [
        Conversation(random.integers(0, 90, length).astype(np.int32), length // 3, 0.0, 'chat') for length in lengths]
    return Shard.of(conversations, [random.normal(size=(length, 8)).astype(np.float16) for length in lengths])


class TrainingStateTest(unittest.TestCase):
    def test_a_checkpoint_comes_back_as_it_was(self):
        params = {'join': np.arange(6.0).reshape(2, 3)}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'checkpoint.npz'
            state, extras = [np.ones(3), np.zeros(2)], {'shortlist': np.arange(4)}
            save_checkpoint(path, params, state, extras, Progress(seed=5, steps=9))
            loaded = load_checkpoint(path, ('join',))
        np.testing.assert_array_equal(loaded.params['join'], params['join'])
        self.assertEqual([len(leaf) for leaf in loaded.optimizer_leaves], [3, 2])
        self.assertEqual(loaded.extras['shortlist'].tolist(), [0, 1, 2, 3])
        self.assertEqual((loaded.progress.seed, loaded.progress.steps), (5, 9))

    def test_a_shard_comes_back_as_it_was(self):
        shard = a_shard([30, 50])
        with tempfile.TemporaryDirectory() as folder:
            write_shard(Path(folder) / 'a.npz', shard)
            loaded = read_shard(Path(folder) / 'a.npz')
        np.testing.assert_array_equal(loaded.hidden, shard.hidden)
        self.assertEqual(loaded.starts.tolist(), [0, 30])

    def test_the_learning_rate_warms_up_holds_and_falls(self):
        self.assertLess(learning_rate(0, 0.0), 0.05)
        self.assertEqual(learning_rate(1000, 0.5), 1.0)
        self.assertLess(learning_rate(1000, 0.99), 0.05)


class PieceStoreTest(unittest.TestCase):
    def setUp(self):
        self.shard = a_shard([40, 100, 300, 200, 30, 90] * 8)
        self.store = PieceStore()
        for held_out in (False, True):
            self.store.add(self.shard, self.shard.hidden, held_out)

    def test_an_epoch_keeps_conversations_apart_and_whole(self):
        token_count = 0
        for batch in self.store.epoch(4, np.random.default_rng(0)):
            self.assertEqual(batch.tokens.shape, (4, ROW_LENGTH))
            token_count += int((batch.segments > 0).sum())
            np.testing.assert_array_equal(batch.weights > 0, batch.segments > 0)
            for row in batch.segments:
                self.assertTrue((np.diff(row[row > 0]) >= 0).all())
        # What is left over at the end is less than one batch.
        self.assertGreater(token_count, self.store.token_count - 2 * 4 * ROW_LENGTH)

    def test_held_out_conversations_are_a_share_of_their_own(self):
        training, held_out = PieceStore(), PieceStore()
        training.add(self.shard, self.shard.hidden, False)
        held_out.add(self.shard, self.shard.hidden, True)
        self.assertEqual(training.token_count + held_out.token_count, int(self.shard.lengths.sum()))

    def test_one_conversation_in_twenty_is_held_out(self):
        self.assertAlmostEqual(float(a_shard([20] * 2000).held_out.mean()), 1 / 20, delta=0.015)


if __name__ == '__main__':
    unittest.main()

import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

import jax.numpy as jnp
import numpy as np

from speculator_trainer.conversations import Conversation
from speculator_trainer.refusal import Refused
from speculator_trainer.shards import Shard, write_shard
from speculator_trainer.train import SEED, TrainOptions, Trainer

from .tiny import ARCHITECTURE as A
from .tiny import SHORTLIST, random_weights


class TrainerTest(unittest.TestCase):
    def setUp(self):
        random = np.random.default_rng(6)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        conversations = [Conversation(random.integers(0, 90, 40).astype(np.int32), 10, 0.0, 'chat') for _ in range(4)]
        hidden = [random.normal(size=(40, A.hidden_size)).astype(np.float16) for _ in conversations]
        write_shard(Path(folder.name) / 'corpus-0000.npz', Shard.of(conversations, hidden))
        self.weights = random_weights(random)
        self.options = TrainOptions(
            shards=Path(folder.name), checkpoint=Path(folder.name) / 'state' / 'checkpoint.npz', budget_seconds=60,
            seed=None)
        self.options.checkpoint.parent.mkdir()

    def trainer(self, **changes) -> Trainer:
        with mock.patch('speculator_trainer.train.fastest_type', return_value=jnp.float32):
            return Trainer(replace(self.options, **changes), A, self.weights, SHORTLIST)

    def test_a_training_goes_on_with_the_seed_it_began_with(self):
        self.trainer(seed=9).save()
        self.assertEqual((self.trainer().progress.seed, self.trainer(seed=9).progress.seed), (9, 9))

    def test_another_seed_than_the_checkpoints_is_refused(self):
        self.trainer().save()
        with self.assertRaisesRegex(Refused, f'begun with --seed {SEED}, not 9'):
            self.trainer(seed=9)

    def test_a_checkpoint_of_another_architecture_is_refused(self):
        self.trainer(architecture='eagle').save()
        with self.assertRaisesRegex(Refused, 'a layer of another architecture: its parameters are attention_norm'):
            self.trainer()

    def test_text_that_fills_no_batch_is_refused(self):
        with self.assertRaisesRegex(Refused, 'do not fill a batch of 8 rows of 256 tokens: collect more'):
            self.trainer().run()

    def test_a_checkpoint_tells_what_text_was_read(self):
        self.trainer().save()
        text = self.trainer().progress.text
        self.assertEqual(text['shards'], {'corpus': 1})
        self.assertEqual(text['tokens'], self.trainer().library.training.token_count)


if __name__ == '__main__':
    unittest.main()

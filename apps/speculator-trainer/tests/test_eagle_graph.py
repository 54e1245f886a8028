import tempfile
import unittest
from pathlib import Path

import jax.numpy as jnp
import numpy as np
import onnxruntime as ort

from speculator_trainer.model import eagle
from speculator_trainer.model.chains import Chains
from speculator_trainer.target import MASKED

from .tiny import ARCHITECTURE as A
from .tiny import SCALES, SHORTLIST, random_params, random_weights, write_draft_graph


class EagleGraphTest(unittest.TestCase):
    def setUp(self):
        self.random = np.random.default_rng(2)
        self.weights = random_weights(self.random)
        self.params = random_params(self.random, self.weights, 'eagle')
        self.hidden = self.random.normal(size=(2, 40, A.hidden_size)).astype(np.float32)
        self.tokens = self.random.integers(0, A.vocabulary_size, (2, 41))

    def session(self, profile: str) -> ort.InferenceSession:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'speculator.onnx'
            write_draft_graph(path, self.weights, self.params, profile)
            return ort.InferenceSession(str(path), providers=['CPUExecutionProvider'])

    def feeds(self, begins: list[int], counts: list[int], rows: int, past, lookahead: int, survival_min: float = 0.0):
        """`past` (keys, values, mask); lane i brings `counts[i]` rows from position `begins[i]` on."""
        hidden = self.random.normal(size=(2, rows, A.hidden_size)).astype(np.float32)
        embeddings, positions = hidden.copy(), np.zeros((2, rows), np.int64)
        for lane, (begin, count) in enumerate(zip(begins, counts)):
            hidden[lane, :count] = self.hidden[lane, begin:begin + count]
            embeddings[lane, :count] = self.weights.embeddings[self.tokens[lane, begin + 1:begin + count + 1]]
            positions[lane, :count] = begin + np.arange(count)
        return {
            'hidden': hidden, 'embeddings': embeddings, 'positions': positions,
            'row_count': np.array(counts, np.int64), 'past_k': past[0], 'past_v': past[1], 'past_mask': past[2],
            'lookahead': np.array(lookahead, np.int64), 'survival_min': np.array(survival_min, np.float32)}

    def empty_past(self, window: int):
        shape = (2, A.kv_head_count, window, A.head_size)
        return (np.zeros(shape, np.float32), np.zeros(shape, np.float32), np.full((2, window), MASKED, np.float32))

    def expected(self, lane: int, length: int, lookahead: int) -> list[int]:
        """Greedy drafting by the training code."""
        embeddings = jnp.asarray(self.weights.embeddings)
        hidden = jnp.asarray(self.hidden[lane:lane + 1, :length])
        visible = jnp.tril(jnp.ones((1, length, length), bool))
        features, keys = eagle.true_rows(
            A, self.params, hidden, embeddings[self.tokens[lane:lane + 1, 1:length + 1]], SCALES, visible)
        features, chains, drafted = features[:, -1:], Chains(jnp.full((1, 1), length - 1), ()), []
        while True:
            drafted.append(int(SHORTLIST[int((features[0, 0] @ embeddings[SHORTLIST].T).argmax())]))
            if len(drafted) == lookahead:
                return drafted
            features, chains = eagle.chain_rows(
                A, self.params, features, embeddings[jnp.array([[drafted[-1]]])], SCALES, visible[:, -1:], keys, chains)

    def filled(self, session, lengths: list[int], window: int):
        """The keys of each lane's first `lengths`, at random places of the window."""
        past = self.empty_past(window)
        rows = max(lengths)
        _, _, keys, values = session.run(None, self.feeds([0, 0], lengths, rows, self.empty_past(window), 0))
        for lane, length in enumerate(lengths):
            places = self.random.permutation(window)[:length]
            past[0][lane][:, places], past[1][lane][:, places] = keys[lane][:, :length], values[lane][:, :length]
            past[2][lane, places] = 0
        return past

    def test_drafts_what_the_training_code_predicts_for_lanes_of_unequal_length_and_any_order_of_keys(self):
        session = self.session('fp32')
        past = self.filled(session, [20, 13], window=24)
        tokens, probabilities, keys, values = session.run(None, self.feeds([20, 13], [3, 1], 3, past, 5))
        self.assertEqual(tokens.shape, (5, 2, 1))
        self.assertEqual(keys.shape, (2, A.kv_head_count, 3, A.head_size))
        self.assertEqual(tokens[:, 0, 0].tolist(), self.expected(0, 23, 5))
        self.assertEqual(tokens[:, 1, 0].tolist(), self.expected(1, 14, 5))
        self.assertTrue((probabilities > 0).all() and (probabilities <= 1).all())

    def test_stops_when_no_lane_is_likely_enough_to_survive(self):
        session = self.session('fp32')
        past = self.filled(session, [20, 13], window=24)
        _, probabilities, *_ = session.run(None, self.feeds([20, 13], [2, 2], 2, past, 8))
        survival = np.cumprod(probabilities, 0).max((1, 2))
        threshold = float(np.sqrt(survival[2] * survival[3]))
        tokens, *_ = session.run(None, self.feeds([20, 13], [2, 2], 2, past, 8, threshold))
        self.assertEqual(len(tokens), 4)

    def test_a_lookahead_of_none_only_fills_keys(self):
        tokens, *_, keys, _ = self.session('fp32').run(None, self.feeds([0, 0], [6, 4], 6, self.empty_past(8), 0))
        self.assertEqual(tokens.size, 0)
        self.assertEqual(keys.shape[2], 6)

    def test_int8_agrees_with_fp32_nearly_always(self):
        drafts = []
        for profile in ('fp32', 'int8'):
            session, agreed = self.session(profile), []
            for begin in range(1, 30):
                tokens, *_ = session.run(
                    None, self.feeds([begin, begin], [1, 1], 1, self.empty_past(4), 1))
                agreed.append(tokens)
            drafts.append(np.concatenate(agreed))
        self.assertGreater((drafts[0] == drafts[1]).mean(), 0.85)


if __name__ == '__main__':
    unittest.main()

import tempfile
import unittest
from pathlib import Path

import jax.numpy as jnp
import numpy as np

from speculator_trainer.model import mlp
from speculator_trainer.model.chains import Chains
from speculator_trainer.replay import DraftSession

from .tiny import ARCHITECTURE as A
from .tiny import SCALES, SHORTLIST, random_params, random_weights, write_draft_graph

LOOKAHEAD, LANES = 5, 4


class MlpGraphTest(unittest.TestCase):
    def setUp(self):
        self.random = np.random.default_rng(4)
        self.weights = random_weights(self.random)
        self.params = random_params(self.random, self.weights)
        self.hidden = self.random.normal(size=(3, A.hidden_size)).astype(np.float32)
        self.tokens = self.random.integers(0, A.vocabulary_size, 3)
        lane_tokens = self.random.integers(0, A.vocabulary_size, (LANES, 1))
        self.lane_rows = (self.random.normal(size=(LANES, 1, A.hidden_size)).astype(np.float32),
                          self.weights.embeddings[lane_tokens])

    def session(self, profile: str) -> DraftSession:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'speculator.onnx'
            write_draft_graph(path, self.weights, self.params, profile)
            return DraftSession(path, A, 16, 1)

    def drafted(self, profile: str, survival_min: float = 0.0) -> np.ndarray:
        embeddings = self.weights.embeddings[self.tokens]
        return self.session(profile).draft(self.hidden, embeddings, 7, LOOKAHEAD, survival_min)[0]

    def expected(self) -> list[int]:
        """Greedy drafting by the training code, after the newest row."""
        embeddings, drafted = jnp.asarray(self.weights.embeddings), []
        features, token = jnp.asarray(self.hidden[None, -1:]), int(self.tokens[-1])
        chains = Chains(jnp.zeros((1, 1), int), ())
        while len(drafted) < LOOKAHEAD:
            features, chains = mlp.chain_rows(
                A, self.params, features, embeddings[jnp.array([[token]])], SCALES, None, None, chains)
            token = int(SHORTLIST[int((features[0, 0] @ embeddings[SHORTLIST].T).argmax())])
            drafted.append(token)
        return drafted

    def test_drafts_what_the_training_code_predicts_after_the_newest_row(self):
        self.assertEqual(self.drafted('fp32').tolist(), self.expected())

    def test_int8_drafts_like_it(self):
        self.assertEqual(self.drafted('int8')[0], self.expected()[0])

    def test_a_draft_ends_when_it_is_unlikely_to_be_right(self):
        self.assertEqual(len(self.drafted('fp32', survival_min=1.0)), 1)

    def drafted_by_lanes(self, session, lanes: slice, survival_min: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
        """Tokens and probabilities [K, B, 1] of lanes of `self.lane_rows`."""
        hidden, embeddings = self.lane_rows
        return session.run(['draft_tokens', 'draft_probs'], {
            'hidden': hidden[lanes], 'embeddings': embeddings[lanes], 'lookahead': np.array(LOOKAHEAD, np.int64),
            'survival_min': np.array(survival_min, np.float32)})

    def test_each_of_several_lanes_drafts_as_it_does_alone(self):
        session = self.session('fp32').session
        tokens, probabilities = self.drafted_by_lanes(session, slice(None))
        self.assertEqual(len({tuple(tokens[:, lane, 0]) for lane in range(LANES)}), LANES)
        for lane in range(LANES):
            alone, alone_probabilities = self.drafted_by_lanes(session, slice(lane, lane + 1))
            self.assertEqual(tokens[:, lane, 0].tolist(), alone[:, 0, 0].tolist())
            np.testing.assert_allclose(probabilities[:, lane], alone_probabilities[:, 0], rtol=1e-4)

    def test_lanes_draft_on_together_until_the_surest_ends(self):
        session = self.session('fp32').session
        _, probabilities = self.drafted_by_lanes(session, slice(None))
        survival_min = float(np.median(np.cumprod(probabilities, 0)[1]))
        alone = [len(self.drafted_by_lanes(session, slice(lane, lane + 1), survival_min)[0]) for lane in range(LANES)]
        self.assertGreater(len(set(alone)), 1)
        self.assertEqual(len(self.drafted_by_lanes(session, slice(None), survival_min)[0]), max(alone))


if __name__ == '__main__':
    unittest.main()

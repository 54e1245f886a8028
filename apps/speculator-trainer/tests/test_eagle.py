import unittest

import jax.numpy as jnp
import numpy as np

from speculator_trainer.model import eagle
from speculator_trainer.model.chains import Chains

from .tiny import ARCHITECTURE, SCALES, random_params, random_weights


class EagleTest(unittest.TestCase):
    def setUp(self):
        random = np.random.default_rng(1)
        self.params = random_params(random, random_weights(random), 'eagle')
        self.hidden = jnp.asarray(random.normal(size=(2, 9, ARCHITECTURE.hidden_size)), jnp.float32)
        self.embeddings = jnp.asarray(random.normal(size=(2, 9, ARCHITECTURE.hidden_size)), jnp.float32)
        self.visible = jnp.broadcast_to(jnp.tril(jnp.ones((9, 9), bool)), (2, 9, 9))

    def test_a_chain_fed_the_truth_predicts_what_the_true_rows_predict(self):
        features, keys = eagle.true_rows(
            ARCHITECTURE, self.params, self.hidden, self.embeddings, SCALES, self.visible)
        chains = Chains(jnp.broadcast_to(jnp.arange(7)[None], (2, 7)), ())
        for depth in (1, 2):
            fed = slice(depth, depth + 7)
            deeper, chains = eagle.chain_rows(
                ARCHITECTURE, self.params, self.hidden[:, fed], self.embeddings[:, fed], SCALES, self.visible[:, :7],
                keys, chains)
            np.testing.assert_allclose(deeper, features[:, fed], atol=2e-5)

    def test_a_row_does_not_see_what_comes_after_it(self):
        features, _ = eagle.true_rows(ARCHITECTURE, self.params, self.hidden, self.embeddings, SCALES, self.visible)
        changed, _ = eagle.true_rows(
            ARCHITECTURE, self.params, self.hidden.at[:, 5:].set(3.0), self.embeddings, SCALES, self.visible)
        np.testing.assert_allclose(changed[:, :5], features[:, :5], atol=1e-6)


if __name__ == '__main__':
    unittest.main()

import unittest

import jax
import jax.numpy as jnp
import numpy as np

from speculator_trainer.model.product import product


class ProductTest(unittest.TestCase):
    def setUp(self):
        random = np.random.default_rng(2)
        self.values = jnp.asarray(random.normal(size=(3, 5, 64)), jnp.float32)
        self.matrix = jnp.asarray(random.normal(size=(64, 24)), jnp.float32)

    def test_a_product_in_bfloat16_and_its_gradients_are_those_in_float32_but_for_rounding(self):
        def loss(values, matrix, kind):
            return jnp.sum(jnp.tanh(product(values, matrix.astype(kind)) / 8))

        results = [jax.value_and_grad(loss, argnums=(0, 1))(self.values, self.matrix, kind)
                   for kind in (jnp.float32, jnp.bfloat16)]
        (exact, exact_gradients), (rounded, rounded_gradients) = results
        self.assertAlmostEqual(float(exact), float(rounded), delta=0.2)
        for expected, found in zip(exact_gradients, rounded_gradients):
            self.assertEqual(found.dtype, jnp.float32)
            difference = float(jnp.linalg.norm(expected - found) / jnp.linalg.norm(expected))
            self.assertGreater(difference, 0)
            self.assertLess(difference, 0.01)


if __name__ == '__main__':
    unittest.main()

import unittest

import jax
import jax.numpy as jnp
import numpy as np
import onnxruntime as ort

from speculator_trainer.adaptation.graph import (
    GRADIENT_NORM_MAX, MOMENT_DECAYS, AdaptationShape, build_adaptation_graph)
from speculator_trainer.export.quantize import int8_columns
from speculator_trainer.export.weights import GraphWeights, graph_weights
from speculator_trainer.model import mlp
from speculator_trainer.model.chains import Chains, take_rows
from speculator_trainer.teacher import CHOICE_SHARE, TEMPERATURE

from .tiny import ARCHITECTURE as A
from .tiny import SCALES, SHORTLIST, random_params, random_weights

MATRICES = GraphWeights.matrix_fields
SHAPE = AdaptationShape(batch=2, rows=12, chains=(7, 4, 3))


class AdaptationGraphTest(unittest.TestCase):
    def setUp(self):
        self.random = np.random.default_rng(5)
        weights = random_weights(self.random)
        params = random_params(self.random, weights)
        # A stream of the size that training starts from, so that the gradients are of ordinary size.
        self.params = params | {'join': params['join'] * 8}
        arrays = {name: np.asarray(value) for name, value in self.params.items()}
        matrices = graph_weights(arrays, SCALES, weights.embeddings[SHORTLIST])
        values, scales = int8_columns(matrices.head)
        self.head = jnp.asarray(values * scales)
        graph = build_adaptation_graph(A, matrices, SHAPE)
        self.session = ort.InferenceSession(graph.SerializeToString(), providers=['CPUExecutionProvider'])
        self.data = self.random_data()

    def random_data(self) -> dict[str, np.ndarray]:
        random, shape = self.random, SHAPE
        data = {name: random.normal(size=(shape.batch, shape.padded, A.hidden_size)).astype(np.float32)
                for name in ('hidden', 'embeddings')}
        rows = np.tile(np.arange(shape.rows), (shape.batch, 1))
        for depth, count in enumerate((shape.rows, *shape.chains)):
            if depth > 0:
                kept = np.stack([random.permutation(rows.shape[1])[:count] for _ in range(shape.batch)])
                rows = np.take_along_axis(rows, kept, 1)
                data |= {f'kept.{depth}': kept, f'rows.{depth}': rows}
            data[f'weights.{depth}'] = random.uniform(0, 0.1, (shape.batch, count)).astype(np.float32)
        return data

    def expected_loss(self, params) -> jax.Array:
        """The same by the training code."""
        data = {name: jnp.asarray(value) for name, value in self.data.items()}
        rows = SHAPE.rows
        logits = data['hidden'] @ self.head
        choice = jnp.moveaxis(self.head[:, logits.argmax(-1)], 0, -1)
        lessons = CHOICE_SHARE * choice + (1 - CHOICE_SHARE) * jax.nn.softmax(logits / TEMPERATURE, -1) @ self.head.T
        features, _ = mlp.true_rows(A, params, data['hidden'][:, :rows], data['embeddings'][:, :rows], SCALES, None)
        chains, loss = Chains(jnp.tile(jnp.arange(rows), (SHAPE.batch, 1)), ()), 0.0
        for depth in range(len(SHAPE.chains) + 1):
            if depth > 0:
                kept = data[f'kept.{depth}']
                chains, features = chains.take(kept), take_rows(features, kept)
                features, chains = mlp.chain_rows(
                    A, params, features, take_rows(data['embeddings'], chains.rows + depth), SCALES, None, None, chains)
            lesson = take_rows(lessons, chains.rows + depth + 1)
            loss += jnp.sum(data[f'weights.{depth}'] * (
                jax.nn.logsumexp(features @ self.head, -1) - jnp.sum(features * lesson, -1)))
        return loss

    def run_step(self, params, moments, rate: float, step: int) -> dict[str, np.ndarray]:
        feeds = self.data | {f'p.{name}': np.asarray(params[field]) for name, field in MATRICES.items()}
        feeds |= {f'{kind}.{name}': moments[kind][name] for kind in 'mv' for name in MATRICES}
        feeds['rate'] = np.array(rate, np.float32)
        feeds |= {f'correction.{kind}': np.array(1 / (1 - decay ** step), np.float32)
                  for kind, decay in zip('mv', MOMENT_DECAYS)}
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, feeds)))

    def zero_moments(self):
        return {kind: {name: np.zeros(self.params[field].shape, np.float32) for name, field in MATRICES.items()}
                for kind in 'mv'}

    def test_the_loss_and_its_gradients_are_those_of_automatic_differentiation(self):
        loss, gradients = jax.value_and_grad(self.expected_loss)(self.params)
        norm = np.sqrt(sum(float(jnp.sum(gradients[field] ** 2)) for field in MATRICES.values()))
        outputs = self.run_step(self.params, self.zero_moments(), 0.0, 1)
        np.testing.assert_allclose(outputs['loss'], loss, rtol=1e-5)
        for name, field in MATRICES.items():
            # From moments of zero, the first moment is the clipped gradient times what is fresh.
            gradient = outputs[f'm.{name}.next'] / (1 - MOMENT_DECAYS[0]) * max(1, norm / GRADIENT_NORM_MAX)
            np.testing.assert_allclose(gradient, gradients[field], rtol=2e-3, atol=2e-5 * norm, err_msg=name)
            np.testing.assert_array_equal(outputs[f'p.{name}.next'], self.params[field])

    def test_steps_of_the_optimizer_lower_the_loss(self):
        params, moments, losses = dict(self.params), self.zero_moments(), []
        for step in range(1, 21):
            outputs = self.run_step(params, moments, 1e-3, step)
            losses.append(float(outputs['loss']))
            params |= {field: outputs[f'p.{name}.next'] for name, field in MATRICES.items()}
            moments = {kind: {name: outputs[f'{kind}.{name}.next'] for name in MATRICES} for kind in 'mv'}
        self.assertLess(losses[-1], 0.7 * losses[0])


if __name__ == '__main__':
    unittest.main()

import tempfile
import unittest
from pathlib import Path

import numpy as np

from speculator_trainer.export.artifact import export_artifact
from speculator_trainer.export.read_artifact import read_artifact
from speculator_trainer.model import MODELS

from .tiny import SCALES, SHORTLIST, TARGET, random_weights, tiny_checkpoint


class ReadArtifactTest(unittest.TestCase):
    def test_an_exported_layer_comes_back_but_for_its_rounding(self):
        for architecture in MODELS:
            with self.subTest(architecture):
                self.check(architecture)

    def check(self, architecture: str):
        random = np.random.default_rng(3)
        weights = random_weights(random)
        checkpoint = tiny_checkpoint(random, weights, architecture)
        with tempfile.TemporaryDirectory() as folder:
            export_artifact(Path(folder), TARGET, weights, checkpoint, SHORTLIST, 16, 'int8')
            read = read_artifact(Path(folder))
        self.assertEqual(read.params.keys(), checkpoint.params.keys())
        for name, value in checkpoint.params.items():
            steps = np.abs(value).max(0) / 60 if value.ndim > 1 else 0
            self.assertTrue((np.abs(read.params[name] - value) <= steps).all(), name)
        np.testing.assert_allclose(read.scales, SCALES, rtol=1e-6)
        self.assertEqual((read.training['seed'], read.training['tokens']), (5, 9))


if __name__ == '__main__':
    unittest.main()

import json
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import numpy as np

from speculator_trainer.cli import ARTIFACTS
from speculator_trainer.export.artifact import artifact_name, export_artifact
from speculator_trainer.export.model_card import model_card

from .tiny import SHORTLIST, TARGET, random_weights, tiny_checkpoint

SHIPPED = ARTIFACTS / 'smollm2-135m-instruct'


def shipped_manifest() -> dict:
    return json.loads((SHIPPED / 'manifest.json').read_text())


class ArtifactTest(unittest.TestCase):
    def test_the_manifest_lists_only_the_files_of_this_export(self):
        random = np.random.default_rng(3)
        weights = random_weights(random)
        checkpoint = tiny_checkpoint(random, weights)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            listed = []
            for profile in ('int8', 'fp32'):
                export_artifact(folder, TARGET, weights, checkpoint, SHORTLIST, 16, profile)
                listed.append(set(json.loads((folder / 'manifest.json').read_text())['sha256']))
            self.assertTrue((folder / 'adaptation.onnx').exists())
        self.assertEqual(listed, [
            {'speculator.onnx', 'adaptation.onnx', 'head.bin', 'weights.bin'}, {'speculator.onnx'}])

    def test_an_artifact_is_named_after_its_target(self):
        self.assertEqual(artifact_name(replace(TARGET, name='Some Model (1.5B)')), 'some-model-1.5b')

    def test_the_shipped_artifact_keeps_its_name(self):
        target = shipped_manifest()['target']
        found = artifact_name(replace(TARGET, name=target['name'], gguf_sha256=target['ggufSha256']))
        self.assertEqual(found, SHIPPED.name)


class ModelCardTest(unittest.TestCase):
    def test_the_shipped_card_is_made_of_its_manifest(self):
        self.assertEqual((SHIPPED / 'MODEL_CARD.md').read_text(), model_card(shipped_manifest()))

    def test_every_part_of_the_training_has_its_seed_command_and_text(self):
        first = {'tokens': 1000, 'epochs': 1.5, 'steps': 10, 'seconds': 60, 'seed': 3, 'command': 'train --seed 3'}
        text = {'tokens': 700, 'shards': {'corpus': 2, 'play-3': 1}}
        last = first | {'seed': 4, 'command': 'train --seed 4', 'text': text, 'before': first}
        rows = [line for line in model_card(shipped_manifest() | {'training': last}).splitlines() if '`train' in line]
        self.assertEqual(rows, [
            '| 1,000 | 1.5 | 10 | 1 | 3 | not recorded | `train --seed 3` |',
            '| 1,000 | 1.5 | 10 | 1 | 4 | 700 tokens, shards corpus × 2, play-3 × 1 | `train --seed 4` |'])


if __name__ == '__main__':
    unittest.main()

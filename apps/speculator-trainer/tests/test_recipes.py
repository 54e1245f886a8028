import json
import tempfile
import unittest
from pathlib import Path

import numpy as np

from speculator_trainer.recipes import draw_scripts, kinds_about


class RecipesTest(unittest.TestCase):
    def test_given_texts_are_read_as_they_are(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'texts.jsonl'
            path.write_text(json.dumps({'kind': 'german', 'text': 'Guten Morgen.'}) + '\n')
            kinds = kinds_about(path)
        self.assertEqual([kind.name for kind in kinds], ['translation'])
        scripts = draw_scripts(np.random.default_rng(1), 10, kinds)
        self.assertEqual(len(scripts), 10)
        for script in scripts:
            self.assertTrue(script.opening.endswith('Guten Morgen.'))
            self.assertEqual(script.kind.user_tokens, 0)

    def test_paragraphs_of_a_plain_text_are_articles(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'texts.txt'
            path.write_text('A heading\n\n' + 'The river rose\nagain. ' * 20)
            kinds = kinds_about(path)
        self.assertEqual([kind.name for kind in kinds], ['summarization', 'rag'])
        self.assertEqual(kinds[0].openings, (' '.join(['The river rose again.'] * 20),))

    def test_a_file_without_a_known_kind_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'texts.jsonl'
            path.write_text(json.dumps({'kind': 'poem', 'text': 'Roses'}) + '\n')
            with self.assertRaisesRegex(ValueError, 'no text of the kinds'):
                kinds_about(path)


if __name__ == '__main__':
    unittest.main()

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

from speculator_trainer.cli import main

COMMON = ['--target', 'target', '--gguf', 'model.gguf', '--work', 'work']


def refusal(command: str, *arguments: str) -> str:
    """The last line of what a refused command says."""
    with contextlib.redirect_stderr(io.StringIO()) as stderr, contextlib.suppress(SystemExit):
        main([command, *COMMON, *arguments])
        raise AssertionError('it was not refused')
    return stderr.getvalue().splitlines()[-1]


class CommandLineTest(unittest.TestCase):
    def test_a_layer_without_attention_starts_none_with_it(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / 'manifest.json').write_text('{"architecture": "mlp-layer"}')
            refused = refusal('train', '--architecture', 'eagle', '--start-from', folder)
            self.assertIn('is of mlp-layer, without attention', refused)

    def test_the_shipped_artifact_is_not_overwritten_by_another_architecture(self):
        self.assertIn('--architecture eagle needs --artifacts', refusal('export', '--architecture', 'eagle'))

    def test_a_folder_that_is_no_artifact_is_named(self):
        self.assertIn('--start-from nowhere: there is no manifest.json', refusal('train', '--start-from', 'nowhere'))

    def test_texts_that_cannot_be_read_are_named(self):
        self.assertIn('no texts can be read: [Errno 2]', refusal('generate', '--texts', 'nowhere.txt'))


if __name__ == '__main__':
    unittest.main()

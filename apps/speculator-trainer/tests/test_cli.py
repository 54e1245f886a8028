import contextlib
import io
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from speculator_trainer.cli import ARTIFACTS, main

from .tiny import write_target_manifest

SHIPPED = ARTIFACTS / 'smollm2-135m-instruct'
SHIPPED_GGUF = 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53'


def common(target: str) -> list[str]:
    return ['--target', target, '--gguf', 'model.gguf', '--work', 'work']


def refusal(command: str, *arguments: str, target: str = 'target') -> str:
    """The last line of what a refused command says."""
    with contextlib.redirect_stderr(io.StringIO()) as stderr, contextlib.suppress(SystemExit):
        main([command, *common(target), *arguments])
        raise AssertionError('it was not refused')
    return stderr.getvalue().splitlines()[-1]


class CommandLineTest(unittest.TestCase):
    def setUp(self):
        target = tempfile.TemporaryDirectory()
        self.addCleanup(target.cleanup)
        self.target = target.name

    def test_a_layer_without_attention_starts_none_with_it(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / 'manifest.json').write_text('{"architecture": "mlp-layer"}')
            refused = refusal('train', '--architecture', 'eagle', '--start-from', folder)
            self.assertIn('is of mlp-layer, without attention', refused)

    def test_the_shipped_artifact_is_not_overwritten_by_another_architecture(self):
        write_target_manifest(Path(self.target), ggufSha256=SHIPPED_GGUF)
        refused = refusal('export', '--architecture', 'eagle', target=self.target)
        self.assertIn('--architecture eagle needs --artifacts', refused)

    def test_the_shipped_artifact_is_not_overwritten_by_that_of_another_target(self):
        write_target_manifest(Path(self.target))
        for command in ('export', 'evaluate', 'all'):
            refused = refusal(command, '--artifacts', str(SHIPPED), target=self.target)
            self.assertIn('holds the artifact of another target', refused)

    def test_an_artifact_lies_in_the_folder_of_its_target_if_none_is_named(self):
        for changes, name in (({'ggufSha256': SHIPPED_GGUF}, SHIPPED.name), ({}, 'tiny-model-1m')):
            write_target_manifest(Path(self.target), **changes)
            with mock.patch('speculator_trainer.commands.run_export') as run:
                main(['export', *common(self.target)])
            self.assertEqual(run.call_args.args[0].artifacts, ARTIFACTS / name)

    def test_a_folder_that_is_no_target_is_named(self):
        self.assertIn('no manifest.json in nowhere', refusal('export', target='nowhere'))

    def test_a_folder_that_is_no_artifact_is_named(self):
        self.assertIn('--start-from nowhere: there is no manifest.json', refusal('train', '--start-from', 'nowhere'))

    def test_texts_that_cannot_be_read_are_named(self):
        self.assertIn('no texts can be read: [Errno 2]', refusal('generate', '--texts', 'nowhere.txt'))


if __name__ == '__main__':
    unittest.main()

import tempfile
import unittest
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from speculator_trainer.markup import Markup
from speculator_trainer.refusal import Refused

from .tiny import write_target_manifest


class MarkupTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write_target(self, specials: list[str], template: str | None) -> None:
        tokenizer = Tokenizer(WordLevel({'?': 0, 'Ċ': 1}, unk_token='?'))
        tokenizer.add_special_tokens(specials)
        tokenizer.save(str(self.folder / 'tokenizer.json'))
        write_target_manifest(self.folder, chatTemplate=template)

    def test_a_tokenizer_need_not_have_an_end_of_text(self):
        self.write_target(['<|im_start|>', '<|im_end|>'], '<|im_start|>user\nHello<|im_end|>\n')
        markup = Markup(self.folder)
        self.assertEqual((markup.ends, markup.line_ends), (frozenset({2, 3}), frozenset({1})))

    def test_a_template_of_another_markup_is_refused(self):
        self.write_target(['<|im_start|>', '<|im_end|>'], '[INST] Hello [/INST]')
        with self.assertRaisesRegex(Refused, 'self-play needs ChatML'):
            Markup(self.folder)

    def test_a_tokenizer_without_the_marks_is_refused(self):
        self.write_target([], '<|im_start|>user\nHello<|im_end|>\n')
        with self.assertRaisesRegex(Refused, 'self-play needs ChatML'):
            Markup(self.folder)

    def test_a_target_that_was_not_made_for_chat_is_refused(self):
        self.write_target(['<|im_start|>', '<|im_end|>'], None)
        with self.assertRaisesRegex(Refused, 'self-play needs ChatML'):
            Markup(self.folder)


if __name__ == '__main__':
    unittest.main()

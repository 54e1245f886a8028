import unittest

import numpy as np

from speculator_trainer.conversations import Conversation, is_looping, repeated_positions, trim_loop


class ConversationsTest(unittest.TestCase):
    def test_a_token_is_repeated_when_it_ends_an_n_gram_seen_before(self):
        tokens = np.array([1, 2, 3, 9, 1, 2, 3, 1])
        self.assertEqual(repeated_positions(tokens, 3).tolist(), [False] * 6 + [True, False])

    def test_an_answer_loops_when_a_fifth_of_it_repeats(self):
        self.assertFalse(is_looping(np.arange(100)))
        self.assertTrue(is_looping(np.tile(np.arange(10), 5)))

    def test_a_loop_is_cut_shortly_after_it_closed(self):
        tokens = np.concatenate([np.arange(50), np.tile(np.arange(60, 70), 20)]).astype(np.int32)
        trimmed = trim_loop(Conversation(tokens, 10, 0.0, 'chat'))
        self.assertLess(len(trimmed.tokens), 110)
        self.assertEqual(trimmed.tokens.tolist(), tokens[:len(trimmed.tokens)].tolist())

    def test_an_answer_without_loops_stays_whole(self):
        conversation = Conversation(np.arange(80, dtype=np.int32), 10, 0.0, 'chat')
        self.assertIs(trim_loop(conversation), conversation)


if __name__ == '__main__':
    unittest.main()

import unittest

import numpy as np

from speculator_trainer.conversations import Conversation, in_order, is_looping, repeated_positions, trim_loop


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

    def test_an_order_seed_shuffles_all_of_a_corpus_alike_each_time(self):
        corpus = [Conversation(np.array([index], np.int32), 0, 0.0, 'chat') for index in range(50)]
        shuffled = in_order(corpus, 3)
        self.assertEqual([id(one) for one in in_order(corpus, 3)], [id(one) for one in shuffled])
        self.assertNotEqual([id(one) for one in in_order(corpus, 4)], [id(one) for one in shuffled])
        self.assertEqual(sorted(int(one.tokens[0]) for one in shuffled), list(range(50)))

    def test_seed_7_is_the_order_that_the_shipped_artifact_read_its_corpus_in(self):
        corpus = [Conversation(np.array([index], np.int32), 0, 0.0, 'chat') for index in range(12_277)]
        self.assertEqual([int(one.tokens[0]) for one in in_order(corpus, 7)[:4]], [6397, 5837, 10918, 9773])

    def test_without_an_order_seed_a_corpus_stays_as_it_lies(self):
        corpus = [Conversation(np.array([index], np.int32), 0, 0.0, 'chat') for index in range(5)]
        self.assertEqual([int(one.tokens[0]) for one in in_order(corpus, 0)], [0, 1, 2, 3, 4])


if __name__ == '__main__':
    unittest.main()

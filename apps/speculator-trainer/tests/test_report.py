import unittest

import numpy as np

from speculator_trainer.replay import Steps, replay
from speculator_trainer.report import calibration, summarize


class ScriptedSession:
    """Drafts what it is told to, and records what it was fed."""

    window, has_keys = 64, True

    def __init__(self, drafts: dict[int, list[int]]):
        self.drafts, self.fed = drafts, []

    def clear(self):
        self.fed.clear()

    def draft(self, hidden, embeddings, first_position, lookahead, survival_min):
        last = first_position + len(hidden) - 1
        self.fed.append((first_position, len(hidden), lookahead))
        tokens = np.array(self.drafts.get(last, [])[:lookahead], np.int64)
        return tokens, np.full(len(tokens), 0.5)


class ReplayTest(unittest.TestCase):
    def test_feeds_each_position_once_and_counts_what_agrees(self):
        tokens = np.arange(12)
        session = ScriptedSession({3: [5, 6, 99], 6: [8, 9, 10, 11]})
        steps = replay(session, np.zeros((100, 2)), tokens, np.zeros((12, 2)), 4, 4)
        self.assertEqual(session.fed, [(0, 3, 0), (3, 1, 4), (4, 3, 4)])
        self.assertEqual((steps.drafted, steps.accepted), ([3, 4], [2, 4]))

    def test_without_keys_no_prompt_is_filled(self):
        session = ScriptedSession({3: [5, 6, 99], 6: [8, 9, 10, 11]})
        session.has_keys = False
        replay(session, np.zeros((100, 2)), np.arange(12), np.zeros((12, 2)), 4, 4)
        self.assertEqual(session.fed, [(3, 1, 4), (4, 3, 4)])

    def test_a_rejected_first_token_advances_by_the_targets_own(self):
        session = ScriptedSession({1: [9], 2: [9]})
        steps = replay(session, np.zeros((100, 2)), np.arange(5), np.zeros((5, 2)), 2, 2)
        self.assertEqual(steps.accepted, [0, 0])


class ReportTest(unittest.TestCase):
    def test_acceptance_length_includes_the_targets_own_token(self):
        steps = Steps([4, 4], [4, 0], [np.full(4, 0.9), np.full(4, 0.1)])
        figures = summarize(steps, draft_ms=0.4)
        self.assertEqual(figures['acceptanceLength'], 3.0)
        self.assertEqual(figures['survival'], [0.5] * 4)

    def test_calibration_counts_only_drafts_that_were_reached(self):
        bins = calibration(Steps([3], [1], [np.array([0.95, 0.5, 0.5])]))
        self.assertEqual(sum(entry['count'] for entry in bins), 2)


if __name__ == '__main__':
    unittest.main()

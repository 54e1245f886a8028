import unittest

from speculator_trainer.budget import BudgetClock


class BudgetClockTest(unittest.TestCase):
    def test_what_is_left_is_told_at_the_pace_of_this_run(self):
        clock = BudgetClock(budget=1200, spent=600, begun=5000)
        # 60 s of the budget took 120 s on the wall, and 540 s of it are left.
        self.assertEqual(clock.reading(660, 5120), '55% of the budget, about 18 min left')

    def test_a_spent_budget_leaves_nothing(self):
        self.assertEqual(BudgetClock(600, 0, 0).reading(606, 606), '100% of the budget, about 0 min left')


if __name__ == '__main__':
    unittest.main()

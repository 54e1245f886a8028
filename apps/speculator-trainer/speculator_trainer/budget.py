"""How much of a training budget is spent, and when the rest will be: the budget counts processor time, a user waits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BudgetClock:
    """`budget` s in all, of which `spent` s were gone when the run began, at `begun` s of a clock on the wall."""

    budget: float
    spent: float
    begun: float

    def reading(self, spent: float, now: float) -> str:
        """The share of the budget that is gone, and minutes on the wall for the rest at the pace of this run."""
        pace = (now - self.begun) / max(spent - self.spent, 1e-9)
        left = max(0.0, self.budget - spent) * pace / 60
        return f'{min(1.0, spent / self.budget):.0%} of the budget, about {left:.0f} min left'

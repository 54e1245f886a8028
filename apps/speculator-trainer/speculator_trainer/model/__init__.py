"""Forms of speculator: modules with `PARAMETERS`, `init_params`, `true_rows` and `chain_rows`."""

from . import eagle, mlp

MODELS = {'mlp': mlp, 'eagle': eagle}

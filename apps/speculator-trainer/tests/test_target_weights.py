import tempfile
import unittest
from pathlib import Path

import numpy as np
from gguf import GGUFWriter

from speculator_trainer.refusal import Refused
from speculator_trainer.target_weights import read_target_weights


class TargetWeightsTest(unittest.TestCase):
    def test_a_head_that_is_not_the_embedding_table_is_refused_by_name(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'model.gguf'
            writer = GGUFWriter(path, 'llama')
            for name in ('token_embd.weight', 'output.weight'):
                writer.add_tensor(name, np.zeros((4, 32), np.float32))
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_tensors_to_file()
            writer.close()
            with self.assertRaisesRegex(Refused, r'has a head of its own \(output\.weight\)'):
                read_target_weights(path, 1)


if __name__ == '__main__':
    unittest.main()

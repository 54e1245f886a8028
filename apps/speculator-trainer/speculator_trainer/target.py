"""The compiled target graph, run from Python: hidden states and candidates of packed rows of several lanes."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper

from .refusal import Refused

# Added to a masked score: its exponential is exactly 0, and unlike -inf it cannot make a NaN.
MASKED = np.float32(-1e9)
# Candidates kept of a row. Sampling cut at 48 loses under 1 % of the target's mass and no readable text.
CANDIDATES = 48


@dataclass(frozen=True)
class Architecture:
    layer_count: int
    hidden_size: int
    head_count: int
    kv_head_count: int
    head_size: int
    feed_forward_size: int
    vocabulary_size: int
    rope_theta: float
    norm_epsilon: float

    @property
    def group(self) -> int:
        return self.head_count // self.kv_head_count


@dataclass(frozen=True)
class CompiledManifest:
    """What the manifest of a compiled target says."""

    name: str
    gguf_sha256: str
    compiler_version: int
    profile: str
    block_size: int
    context_length: int
    architecture: Architecture
    # Jinja source; none for models that were not made for chat.
    chat_template: str | None = None


@dataclass(frozen=True)
class LaneStep:
    """Rows of one lane: `tokens` [n] at positions `length` … `length + n - 1`, inside one block."""

    lane: int
    length: int
    tokens: np.ndarray


class CompiledTarget:
    """A target's folder as `npm run compile:target` makes it."""

    def __init__(self, folder: Path, threads: int = 2):
        self.folder = Path(folder)
        manifest = read_manifest(self.folder)
        self.block_size, self.architecture = manifest.block_size, manifest.architecture
        self.session = _open_session(self.folder, threads)

    def run(self, steps: list[LaneStep], past, window, outputs: list[str], logit_rows='first') -> list[np.ndarray]:
        """
        Scores the rows of `steps`, whose lanes are 0 … n-1 in order.

        `past[layer][k or v]` [lanes, kv heads, capacity, head size] holds closed blocks, `window` alike the open one.
        `logit_rows`: 'last' for the last row of each lane, or 'first' for the first of all, where nobody reads them:
        the runtime's quantization refuses an empty product.
        """
        feeds = self._step_feeds(steps, past[0][0].shape[2], logit_rows)
        for layer in range(self.architecture.layer_count):
            for index, kind in enumerate('kv'):
                feeds[f'past.{layer}.{kind}'] = past[layer][index]
                feeds[f'window.{layer}.{kind}'] = window[layer][index]
        return self.session.run(outputs, feeds)

    def split_new_kv(self, new_kv: np.ndarray) -> np.ndarray:
        """[R, layers × 2 × kv heads × head size] as [R, layers, 2, kv heads, head size]."""
        a = self.architecture
        return new_kv.reshape(len(new_kv), a.layer_count, 2, a.kv_head_count, a.head_size)

    def _step_feeds(self, steps: list[LaneStep], capacity: int, logit_rows: str) -> dict[str, np.ndarray]:
        counts = [len(step.tokens) for step in steps]
        padded, group, block = max(counts), self.architecture.group, self.block_size
        mask = np.zeros((len(steps), padded, group, capacity + block), np.float32)
        gather = np.zeros((len(steps), padded), np.int64)
        scatter, slots, row = [], [], 0
        for index, step in enumerate(steps):
            count, closed = counts[index], step.length - step.length % block
            gather[index, :count] = np.arange(row, row + count)
            scatter.append(index * padded + np.arange(count))
            slot = step.length % block + np.arange(count)
            slots.append(np.stack([np.full(count, index), slot], 1))
            mask[index, :, :, closed:capacity] = MASKED
            hidden = np.arange(block)[None] > slot[:, None]
            mask[index, :count, :, capacity:] = np.where(hidden, MASKED, np.float32(0))[:, None]
            row += count
        last_rows = np.cumsum(counts) - 1
        return {
            'token_ids': np.concatenate([step.tokens for step in steps]).astype(np.int64),
            'positions': np.concatenate([step.length + np.arange(len(step.tokens)) for step in steps]).astype(np.int64),
            'row_gather': gather.reshape(-1),
            'row_scatter': np.concatenate(scatter).astype(np.int64),
            'window_slots': np.concatenate(slots).astype(np.int64),
            'mask': mask.reshape(len(steps), 1, padded * group, capacity + block),
            'logit_rows': last_rows.astype(np.int64) if logit_rows == 'last' else np.zeros(1, np.int64),
        }


def read_manifest(folder: Path) -> CompiledManifest:
    path = Path(folder) / 'manifest.json'
    if not path.exists():
        raise Refused(f'there is no manifest.json in {folder}: name the folder of a compiled target')
    manifest = json.loads(path.read_text())
    return CompiledManifest(
        name=manifest['name'],
        gguf_sha256=manifest['ggufSha256'],
        compiler_version=manifest['compilerVersion'],
        profile=manifest['profile'],
        block_size=manifest['blockSize'],
        context_length=manifest['architecture']['contextLength'],
        architecture=_architecture_of(manifest['architecture']),
        chat_template=manifest['chatTemplate'],
    )


def _architecture_of(manifest: dict) -> Architecture:
    return Architecture(
        layer_count=manifest['layerCount'],
        hidden_size=manifest['hiddenSize'],
        head_count=manifest['headCount'],
        kv_head_count=manifest['kvHeadCount'],
        head_size=manifest['headSize'],
        feed_forward_size=manifest['feedForwardSize'],
        vocabulary_size=manifest['vocabularySize'],
        rope_theta=float(manifest['ropeTheta']),
        norm_epsilon=float(manifest['normEpsilon']),
    )


def _open_session(folder: Path, threads: int) -> ort.InferenceSession:
    """Opens the graph with a TopK after its logits, so that sampling never sees a row of the whole vocabulary."""
    model = onnx.load(str(folder / 'model.onnx'), load_external_data=False)
    graph = model.graph
    count = helper.make_tensor('candidates', TensorProto.INT64, [1], [CANDIDATES])
    graph.node.append(helper.make_node('Constant', [], ['candidate_count'], value=count))
    graph.node.append(
        helper.make_node('TopK', ['logits', 'candidate_count'], ['top_values', 'top_ids'], axis=-1, sorted=1))
    graph.output.append(helper.make_tensor_value_info('top_values', TensorProto.FLOAT, ['N', CANDIDATES]))
    graph.output.append(helper.make_tensor_value_info('top_ids', TensorProto.INT64, ['N', CANDIDATES]))
    # The weights lie beside the file, so the changed graph has to lie there too, for as long as it is being read.
    path = folder / f'.trainer-{ort.__version__}.onnx'
    path.write_bytes(model.SerializeToString())
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Several jobs share the cores: a waiting thread must not hold one.
    options.add_session_config_entry('session.intra_op.allow_spinning', '0')
    return ort.InferenceSession(str(path), options, providers=['CPUExecutionProvider'])

"""From what was learned to the small file that is shipped, and the proof that it says the same."""

import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from onnx import ModelProto
from onnxruntime.quantization import QuantType, quantize_dynamic

from moderation.encoder.heads import DANGER, SUICIDE, TOXICITY, Logits
from moderation.encoder.network import Network
from moderation.encoder.windows import Window, batches, padded
from moderation.training.encoder.network import Encoder

OPSET: Final = 17
LARGEST: Final = 8 * 2**20
"""Bytes of the file in the repository."""
EXACT: Final = 1e-3
"""How far a logit of the plain file may be from torch's."""
ALIKE: Final = 0.995
"""How well the logits of the small file must go along with torch's, head by head."""
AXES: Final = {
    "pieces": {0: "windows", 1: "longest"},
    "parts": {0: "windows", 1: "longest"},
    "logits": {0: "windows"},
}
CHECKED: Final = (SUICIDE, DANGER, TOXICITY)


class NotTheSame(Exception):
    """The exported file does not say what the network says."""


def export(network: Encoder, checked: Sequence[Window], to: Path) -> str:
    """Writes the int8 file; says how alike it is. Raises NotTheSame."""
    wanted = logits_of(network, checked)
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder, "plain.onnx"), Path(folder, "small.onnx")
        _plain(network, plain)
        exact = float(np.abs(Network.of(plain)(checked) - wanted).max())
        _small(plain, small)
        given = Network.of(small)(checked)
        content = small.read_bytes()
    alike = min(_together(wanted[:, head], given[:, head]) for head in CHECKED)
    if exact > EXACT or alike < ALIKE or len(content) > LARGEST:
        raise NotTheSame(f"{exact:.1e} off, {alike:.4f} alike, {len(content)} bytes")
    to.write_bytes(content)
    return f"{exact:.1e} off, {alike:.4f} alike, {len(content)} bytes"


def logits_of(network: Encoder, windows: Sequence[Window]) -> Logits:
    """What torch says of each window, in their order."""
    rows = np.empty((len(windows), network.heads.out_features), np.float32)
    with torch.inference_mode():
        for places in batches(windows, 32):
            pieces, parts = padded([windows[at] for at in places])
            rows[places] = network(torch.from_numpy(pieces), torch.from_numpy(parts)).numpy()
    return rows


def _plain(network: Encoder, to: Path) -> None:
    """By the older exporter: with this network written out it is exact, and that is checked."""
    sample = torch.ones(2, 16, dtype=torch.long)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            network,
            (sample, sample),
            to,
            input_names=["pieces", "parts"],
            output_names=["logits"],
            dynamic_axes={
                "pieces": {0: "n", 1: "m"},
                "parts": {0: "n", 1: "m"},
                "logits": {0: "n"},
            },
            opset_version=OPSET,
            dynamo=False,
        )


def _small(plain: Path, to: Path) -> None:
    """Seven of eight bits: on processors without VNNI the sums of eight would overflow."""
    quantize_dynamic(plain, to, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    made: ModelProto = onnx.load(to)
    made.producer_version = ""  # the same bytes whatever made them
    onnx.save(made, to)


def _together(one: Logits, other: Logits) -> float:
    return float(np.corrcoef(one, other)[0, 1])

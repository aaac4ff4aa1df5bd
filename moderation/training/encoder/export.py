"""From what was learned to the small files that are shipped, and proof that they say the same."""

import shutil
import tempfile
import warnings
from collections.abc import Sequence
from math import inf
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import ModelProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from moderation.encoder.files import LOWER, UPPER
from moderation.encoder.heads import DANGER, HEADS, SUICIDE, TOXICITY
from moderation.encoder.network import Network
from moderation.encoder.windows import Window, batches, padded
from moderation.training.encoder.network import WIDTH, Encoder

OPSET: Final = 17
LARGEST: Final = 8 * 2**20
"""Bytes of each file in the repository."""
EXACT: Final = 1e-3
"""How far a logit of the plain files may be from torch's."""
ALIKE: Final = 0.995
"""How well the logits of the small files must go along with torch's, head by head: the upper ones
read what the lower ones made, roundings and all.
"""
CHECKED: Final = (SUICIDE, DANGER, TOXICITY)
AT_ONCE: Final = 32

Both = NDArray[np.float32]
"""Of each window the row of the lower heads and that of the upper ones."""


class NotTheSame(Exception):
    """The exported files do not say what the network says."""


def export(network: Encoder, checked: Sequence[Window], to: Path) -> str:
    """Writes the int8 files; says how alike they are. Raises NotTheSame."""
    wanted = both_of(network, checked)
    with tempfile.TemporaryDirectory() as folder:
        plain, made = (Path(folder, name) for name in ("plain", "made"))
        _plain(network, plain)
        _small(plain, made)
        exact = float(np.abs(said(plain, checked) - wanted).max())
        alike = _together(wanted, said(made, checked))
        sizes = [(made / name).stat().st_size for name in (LOWER, UPPER)]
        told = f"{exact:.1e} off, {alike:.4f} alike, {sizes} bytes"
        if exact > EXACT or alike < ALIKE or max(sizes) > LARGEST:
            raise NotTheSame(told)
        for name in (LOWER, UPPER):
            shutil.copyfile(made / name, to / name)
    return told


def both_of(network: Encoder, windows: Sequence[Window]) -> Both:
    """What torch says of each window, in their order."""
    rows = np.empty((len(windows), 2, HEADS), np.float32)
    with torch.inference_mode():
        for places in batches(windows, AT_ONCE):
            pieces, parts = padded([windows[at] for at in places])
            rows[places] = network(torch.from_numpy(pieces), torch.from_numpy(parts)).numpy()
    return rows


def said(folder: Path, windows: Sequence[Window]) -> Both:
    """What the files say of each window, in their order."""
    network = Network.of(folder, inf)
    rows = np.empty((len(windows), 2, HEADS), np.float32)
    for at, window in enumerate(windows):
        begun = network.begin(window)
        rows[at] = begun.row, network.go_on(begun)
    return rows


def small(network: Encoder, to: Path) -> None:
    """Writes the files as they are shipped into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        _plain(network, Path(folder))
        _small(Path(folder), to)


def _plain(network: Encoder, to: Path) -> None:
    to.mkdir(exist_ok=True)
    pieces = parts = torch.ones(2, 16, dtype=torch.long)
    hidden = torch.zeros(2, 16, WIDTH)
    _written(network.lower, to / LOWER, {"pieces": pieces, "parts": parts}, ["logits", "hidden"])
    _written(network.upper, to / UPPER, {"hidden": hidden, "parts": parts}, ["logits"])


def _written(part: nn.Module, to: Path, given: dict[str, Tensor], out: list[str]) -> None:
    """By the older exporter: with this network written out it is exact, and that is checked."""
    axes = {name: {0: "n"} if name == "logits" else {0: "n", 1: "m"} for name in (*given, *out)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            part,
            tuple(given.values()),
            to,
            input_names=list(given),
            output_names=out,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def _small(plain: Path, to: Path) -> None:
    """Seven of eight bits: on processors without VNNI the sums of eight would overflow."""
    to.mkdir(exist_ok=True)
    for name in (LOWER, UPPER):
        quantize_dynamic(
            plain / name,
            to / name,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
        made: ModelProto = onnx.load(to / name)
        made.producer_version = ""  # the same bytes whatever made them
        onnx.save(made, to / name)


def _together(wanted: Both, given: Both) -> float:
    """How alike the two are where they are the least so."""
    pairs = [(wanted[:, at, head], given[:, at, head]) for at in (0, 1) for head in CHECKED]
    return min(float(np.corrcoef(one, other)[0, 1]) for one, other in pairs)

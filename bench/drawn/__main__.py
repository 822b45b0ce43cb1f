"""python -m bench.drawn FOLDER SEED GROUP,GROUP LIMIT: the pictures, and samples.pickle with the truth about them."""

import pickle
import sys
from pathlib import Path

from bench.drawn.draw import draw

out, seed, groups, limit = Path(sys.argv[1]), sys.argv[2], sys.argv[3].split(","), int(sys.argv[4])
(out / "samples.pickle").write_bytes(pickle.dumps(draw(out, seed, groups, limit)))

#!/usr/bin/env bash
# Make .venv with exactly what requirements.lock pins, by hash. `uv` lives in a venv of its own, so that nothing
# touches an externally managed system Python.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=.venv/.locked-by
sum=$(sha256sum requirements.lock pyproject.toml | sha256sum | cut -d' ' -f1)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && exit 0
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; $python is $("$python" --version)." >&2
    exit 1
}
uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    tools=${XDG_CACHE_HOME:-$HOME/.cache}/beian-desk/uv
    [ -x "$tools/bin/uv" ] || { "$python" -m venv "$tools" && "$tools/bin/pip" install --quiet 'uv>=0.13,<0.14'; }
    uv=$tools/bin/uv
fi
[ -x .venv/bin/python ] || "$uv" venv --quiet --python "$python" .venv
"$uv" pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
"$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
echo "$sum" >"$stamp"

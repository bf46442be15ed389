# Sourced by run, test, check and in-env: finds a Python, brings .venv up to date, puts it first on PATH.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

find_python() {
  local name
  for name in "$ROOT/.venv/bin/python" python3.14 python3.13 python3.12 python3.11 python3 python; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  echo "Python 3.11 or newer (with its venv module) is needed and was not found on this machine." >&2
  return 1
}

# Without its bytecode cache Python compiles every package anew in each process: a start takes three times as long.
unset PYTHONDONTWRITEBYTECODE

prepare_environment() {
  local python
  python=$(find_python) || exit 1
  "$python" "$ROOT/tools/prepare.py" "$@" || exit 1
  export VIRTUAL_ENV="$ROOT/.venv" PATH="$ROOT/.venv/bin:$PATH"
}

#!/usr/bin/env bash
# moto.sh PYTHONPATH: serves moto on a free port of loopback and prints "ready PORT"; ends when standard input does, also when the
# process that started it was killed.
set -euo pipefail
log=$(mktemp)
export PYTHONPATH=$1 PYTHONDONTWRITEBYTECODE=1 MOTO_PORT=0
/usr/bin/python3 -m moto.server -H 127.0.0.1 -p 0 >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; rm -f "$log"' EXIT
for ((i = 0; i < 1200; i++)); do
  port=$(sed -nE 's/.*Running on http:\/\/127\.0\.0\.1:([0-9]+).*/\1/p' "$log" | head -n 1)
  [ -n "$port" ] && { echo "ready $port"; : >"$log"; break; }
  kill -0 "$server" 2>/dev/null || break
  sleep 0.05
done
[ -n "${port:-}" ] || { echo "failed $(tr '\n' ' ' <"$log" | tail -c 1000)"; exit 1; }
cat >/dev/null

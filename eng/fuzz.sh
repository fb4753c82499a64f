#!/usr/bin/env bash
# Coverage-guided fuzzing: eng/fuzz.sh model|graph|settings|image SECONDS. Fails if an input crashed or hung. Everything is kept in artifacts/fuzz.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target=${1:-} seconds=${2:-}
if [[ ! $target =~ ^(model|graph|settings|image)$ || ! $seconds =~ ^[1-9][0-9]*$ ]]; then
  echo "Usage: eng/fuzz.sh model|graph|settings|image SECONDS" >&2
  exit 2
fi

if ! command -v afl-fuzz >/dev/null; then
  echo "afl-fuzz is missing. Install AFL++, for example with 'apt-get install afl++', or from https://aflplus.plus." >&2
  exit 2
fi

if ! dotnet tool restore >/dev/null; then
  echo "The tool of .config/dotnet-tools.json cannot be restored. It needs a NuGet feed that has SharpFuzz.CommandLine; 'dotnet tool restore' says more." >&2
  exit 2
fi

# Copies are instrumented, nothing that another build uses. They are published anew each time, because what is instrumented cannot be instrumented again.
program=artifacts/fuzz/program seeds=artifacts/fuzz/seeds findings=artifacts/fuzz/$target
rm -rf "$program" "$seeds" "$findings"
dotnet publish -c Release tests/FimNet.MLNet.Fuzzing -o "$program" --nologo -v q
dotnet "$program/FimNet.MLNet.Fuzzing.dll" seeds "$seeds"
for assembly in FimNet.MLNet Google.Protobuf Microsoft.ML.Core Microsoft.ML.Data; do
  dotnet sharpfuzz "$program/$assembly.dll"
done

# Memory is limited by the program itself, for .NET reserves far more than it uses. An input may take as long as a cold start on a busy machine.
export AFL_SKIP_CPUFREQ=1 AFL_SKIP_BIN_CHECK=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_FORKSRV_INIT_TMOUT=120000
afl-fuzz -V "$seconds" -t 20000 -m none -i "$seeds/$target" -o "$findings" -- dotnet "$program/FimNet.MLNet.Fuzzing.dll" "$target" >"$findings.log" 2>&1 \
  || { tail -n 30 "$findings.log" >&2; echo "afl-fuzz failed." >&2; exit 1; }

figure() {
  awk -F ' *: *' -v name="$1" '$1 == name { print $2 }' "$findings/default/fuzzer_stats"
}

crashes=$(figure saved_crashes) hangs=$(figure saved_hangs)
echo "$target: $(figure run_time) seconds, $(figure execs_done) executions, $(figure corpus_count) inputs kept, $(figure edges_found) edges, $crashes crashes, $hangs hangs"
if [[ $crashes -ne 0 || $hangs -ne 0 ]]; then
  echo "The inputs are in $findings/default/crashes and hangs. Read one again with: dotnet $program/FimNet.MLNet.Fuzzing.dll $target < INPUT" >&2
  exit 1
fi

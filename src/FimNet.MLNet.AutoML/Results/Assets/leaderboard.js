// All trials, the best first.

const trials = report.trials;
const best = trials.find(trial => trial.id === report.best) ?? null;

const trialColumns = [
  { name: "Trial", value: trial => trial.id, text: trial => trial.id === report.best ? `${trial.id} (best)` : String(trial.id) },
  // A trial without a result is worse than any other, whichever way the metric goes.
  { name: report.metric, value: trial => trial.metric ?? (report.isHigherBetter ? -Infinity : Infinity), text: trial => figureText(trial.metric) },
  { name: "State", value: trial => trial.state, text: trial => trial.reason === null ? trial.state : `${trial.state}: ${trial.reason}` },
  { name: "Network of trial", value: trial => trial.training, text: trial => String(trial.training) },
  { name: "Steps", value: trial => lastPoint(trial)?.steps ?? null, text: trial => numberText(lastPoint(trial)?.steps ?? null) },
  { name: "Image AuROC", value: trial => lastPoint(trial)?.metrics.imageAuRoc ?? null },
  { name: "Pixel AuROC", value: trial => lastPoint(trial)?.metrics.pixelAuRoc ?? null },
  { name: "AuPRO", value: trial => lastPoint(trial)?.metrics.auPro ?? null },
  { name: "False alarms", value: trial => lastPoint(trial)?.metrics.falseAlarmRate ?? null },
  { name: "Seconds", value: trial => trial.seconds },
  { name: "Peak MB", value: trial => trial.megabytes > 0 ? Math.round(trial.megabytes) : null, text: trial => trial.megabytes > 0 ? String(Math.round(trial.megabytes)) : undefinedText },
  ...report.options.map(name => ({ name, value: trial => trial.parameter[name] ?? null, text: trial => parameterText(trial.parameter[name]) })),
];

function lastPoint(trial) {
  return trial.curve.at(-1);
}

function parameterText(value) {
  return value === undefined ? undefinedText : typeof value === "number" ? numberText(value) : value;
}

function startLeaderboard() {
  const { table, show } = sortableTable("All trials; the headings sort", trialColumns, [...trials], trialColumns[1], report.isHigherBetter ? -1 : 1);
  byId("trial-table").append(table);
  show();
}

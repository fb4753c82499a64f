// Everything there is to show of an experiment.

startSections([
  { id: "leaderboard", isNeeded: trials.length > 0, start: startLeaderboard },
  { id: "options", isNeeded: parallelAxes().length > 1, start: startParallel },
  { id: "learning", isNeeded: trainings.length > 0, start: startLearning },
]);

byId("verdict").textContent = best === null
  ? "No trial has a result."
  : `Of ${amountText(trials.length, "trial", "trials")}, trial ${best.id} is the best: ${report.metric} ${numberText(best.metric, 6)} on the validation set; the first trial reached ${trials[0].metric === null ? "no result" : numberText(trials[0].metric, 6)}.`;

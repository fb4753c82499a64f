// Starts each section that has something to show, and leaves the others out.

const sections = [
  { id: "leaderboard", isNeeded: trials.length > 0, start: startLeaderboard },
  { id: "options", isNeeded: drawn.length > 0, start: startParallel },
  { id: "learning", isNeeded: trainings.length > 0, start: startLearning },
];

for (const { id, isNeeded, start } of sections) {
  const section = byId(id);
  if (isNeeded) {
    byId("sections").append(element("li", {}, element("a", { href: `#${id}` }, section.querySelector("h2").textContent)));
    start();
  } else {
    section.remove();
  }
}

byId("verdict").textContent = best === null
  ? "No trial has a result."
  : `Of ${amountText(trials.length, "trial", "trials")}, trial ${best.id} is the best: ${report.metric} ${numberText(best.metric, 6)} on the validation set; the first trial reached ${trials[0].metric === null ? "no result" : numberText(trials[0].metric, 6)}.`;

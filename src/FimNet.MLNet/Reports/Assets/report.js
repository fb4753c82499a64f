// Starts each section that has something to show, and leaves the others out.

const sections = [
  { id: "figures", isNeeded: report.figures.length > 0, start: startFigures },
  { id: "threshold", isNeeded: images.length > 0, start: () => { startThreshold(); startHistogram(); } },
  { id: "worst", isNeeded: images.length > 0, start: startWorst },
  { id: "defects", isNeeded: report.defects.length > 0, start: startDefects },
  { id: "curves", isNeeded: curves.length > 0, start: startCurves },
  { id: "all-images", isNeeded: images.length > 0, start: startGallery },
  { id: "training", isNeeded: stages.length > 0, start: startTraining },
  { id: "settings", isNeeded: report.settings.length > 0, start: startSettings },
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

onThreshold(split => {
  byId("verdict").textContent = images.length === 0 ? "No image was scored." : costs(split);
});

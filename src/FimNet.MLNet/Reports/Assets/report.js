// Everything there is to show of a scored test set.

startSections([
  { id: "figures", isNeeded: report.figures.length > 0, start: startFigures },
  { id: "threshold", isNeeded: images.length > 0, start: () => { startThreshold(); startHistogram(); } },
  { id: "worst", isNeeded: images.length > 0, start: startWorst },
  { id: "defects", isNeeded: report.defects.length > 0, start: startDefects },
  { id: "curves", isNeeded: curves.length > 0, start: startCurves },
  { id: "all-images", isNeeded: images.length > 0, start: startGallery },
  { id: "training", isNeeded: stages.length > 0, start: startTraining },
  { id: "settings", isNeeded: report.settings.length > 0, start: startSettings },
]);

onThreshold(split => {
  byId("verdict").textContent = images.length === 0 ? "No image was scored." : costs(split);
});

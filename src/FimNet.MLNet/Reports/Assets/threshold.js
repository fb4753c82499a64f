// The threshold that the page shows, the controls that move it, and what it costs.

const thresholdListeners = [];
let currentSplit = splitAt(report.threshold);

function onThreshold(listener) {
  thresholdListeners.push(listener);
  listener(currentSplit);
}

function setThreshold(threshold) {
  currentSplit = splitAt(threshold);
  for (const listener of thresholdListeners) {
    listener(currentSplit);
  }
}

function costs({ threshold, falseAlarms, misses, flagged }) {
  const at = `At threshold ${thresholdText(threshold)}`;
  if (!isLabelled) {
    return `${at}, ${flagged.length} of ${amountText(images.length, "image", "images")} count as defective (${shareText(flagged.length, images.length)}).`;
  }

  const alarms = costText(falseAlarms, good, ["good image raises", "good images raise"], "a false alarm") ?? "there are no good images";
  const missed = costText(misses, defective, ["defect is", "defects are"], "missed") ?? "there are no defects to miss";
  return `${at}, ${alarms}, and ${missed}.`;
}

function costText(wrong, all, [one, many], mistake) {
  return all.length === 0 ? null : `${wrong.length} of ${amountText(all.length, one, many)} ${mistake} (${shareText(wrong.length, all.length)})`;
}

function showOutcome({ falseAlarms, misses }) {
  byId("true-positives").textContent = defective.length - misses.length;
  byId("false-negatives").textContent = misses.length;
  byId("false-positives").textContent = falseAlarms.length;
  byId("true-negatives").textContent = good.length - falseAlarms.length;
  byId("false-alarm-rate").textContent = shareText(falseAlarms.length, good.length);
  byId("miss-rate").textContent = shareText(misses.length, defective.length);
}

function startThreshold() {
  const slider = byId("threshold-slider");
  const field = byId("threshold-value");
  const reset = byId("threshold-reset");
  const restoreField = () => { field.value = thresholdText(currentSplit.threshold); };

  slider.max = levels.length;
  field.step = `1e${Math.floor(Math.log10((levels.at(-1) - levels[0]) / 50 || 0.01))}`;

  // The step is for the arrow keys: any number between is as good.
  field.setAttribute("aria-invalid", "false");
  byId("threshold-note").textContent = `The model’s own threshold is ${thresholdText(report.threshold)}.`;

  slider.addEventListener("input", () => setThreshold(thresholdAt(slider.valueAsNumber)));
  reset.addEventListener("click", () => setThreshold(report.threshold));
  field.addEventListener("input", () => {
    if (Number.isFinite(field.valueAsNumber)) {
      setThreshold(field.valueAsNumber);
    }
  });
  field.addEventListener("change", restoreField);

  onThreshold(split => {
    slider.value = positionOf(split.threshold);
    slider.setAttribute("aria-valuetext", costs(split));
    if (field.valueAsNumber !== split.threshold) {
      restoreField();
    }
  });

  if (isLabelled) {
    onThreshold(showOutcome);
  } else {
    byId("outcome").remove();
  }
}

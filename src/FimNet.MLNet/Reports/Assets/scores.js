// The images by label, their decisions at a threshold, and the thresholds that can be told apart.

const images = report.images;
const good = images.filter(image => image.isDefective === false);
const defective = images.filter(image => image.isDefective === true);
const unlabelled = images.filter(image => image.isDefective === null);
const isLabelled = unlabelled.length < images.length;
const levels = [...new Set(images.map(image => image.score))].sort((a, b) => a - b);

const decisions = {
  "false-alarm": { text: "False alarm", mark: "▲" },
  miss: { text: "Missed", mark: "▼" },
  found: { text: "Found", mark: "✓" },
  passed: { text: "Passed", mark: "✓" },
  flagged: { text: "Flagged", mark: "▲" },
};

function isAbove(image, threshold) {
  return image.score > threshold;
}

function decide(image, threshold) {
  if (!isAbove(image, threshold)) {
    return image.isDefective ? "miss" : "passed";
  }

  return image.isDefective === null ? "flagged" : image.isDefective ? "found" : "false-alarm";
}

function splitAt(threshold) {
  const isCalledDefective = image => isAbove(image, threshold);
  return {
    threshold,
    falseAlarms: good.filter(isCalledDefective),
    misses: defective.filter(image => !isCalledDefective(image)),
    flagged: images.filter(isCalledDefective),
  };
}

// How many distinct scores a threshold lets pass; two thresholds of the same position decide alike about every image.
function positionOf(threshold) {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (levels[middle] <= threshold) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return low;
}

function thresholdAt(position) {
  if (position === positionOf(report.threshold)) {
    return report.threshold;
  }

  const lowest = levels[0];
  const highest = levels.at(-1);
  const margin = Math.max((highest - lowest) / 20, Math.abs(highest) * 1e-6) || 1;
  const below = position === 0 ? lowest - (lowest > 0 ? Math.min(margin, lowest) : margin) : levels[position - 1];
  const above = position === levels.length ? highest + margin : levels[position];

  // The model computes with single precision, where a number just below the next score may be that score.
  const shortest = shortened(below / 2 + above / 2, 2, value => below <= value && Math.fround(value) < Math.fround(above));
  return shortest ?? below;
}

// The number with as few digits as still suit, so that what the page shows is what it computes with.
function shortened(value, digits, suits) {
  for (; digits <= 17; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (suits(candidate)) {
      return candidate;
    }
  }

  return null;
}

function thresholdText(threshold) {
  return String(shortened(threshold, 4, value => positionOf(value) === positionOf(threshold)));
}

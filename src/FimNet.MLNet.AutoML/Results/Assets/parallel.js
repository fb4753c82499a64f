// Parallel coordinates: an axis an option, the metric on the right, a line a trial.

const drawn = trials.filter(trial => trial.metric !== null);
const plotHeight = 260, plotTop = 40, smallestGap = 120, plotWidth = 960, margin = 70;

function vector(name, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }

  node.append(...children);
  return node;
}

// Options that never differ would be axes that say nothing.
function parallelAxes() {
  const varied = report.options.filter(name => new Set(drawn.map(trial => trial.parameter[name])).size > 1);
  return [...varied.map(name => parallelAxis(name, trial => trial.parameter[name])), parallelAxis(report.metric, trial => trial.metric)];
}

function parallelAxis(name, value) {
  const values = drawn.map(value);
  if (values.every(each => typeof each === "number")) {
    const low = Math.min(...values), high = Math.max(...values);
    return { name, marks: [...new Set([low, high])].map(each => ({ text: numberText(each), share: high > low ? (each - low) / (high - low) : 0.5 })), share: trial => high > low ? (value(trial) - low) / (high - low) : 0.5 };
  }

  const texts = [...new Set(values.map(String))].sort(byName);
  const share = text => texts.length > 1 ? texts.indexOf(text) / (texts.length - 1) : 0.5;
  return { name, marks: texts.map(text => ({ text, share: share(text) })), share: trial => share(String(value(trial))) };
}

function heightOf(share) {
  return plotTop + plotHeight * (1 - share);
}

function startParallel() {
  const axes = parallelAxes();
  const gap = Math.max(smallestGap, (plotWidth - 2 * margin) / (axes.length - 1));
  const width = 2 * margin + gap * (axes.length - 1);
  const place = i => margin + gap * i;
  const line = trial => vector("polyline", {
    points: axes.map((each, i) => `${place(i)},${heightOf(each.share(trial)).toFixed(1)}`).join(" "),
    class: trial.id === report.best ? "best" : "",
  }, vector("title", {}, `Trial ${trial.id}: ${numberText(trial.metric, 6)}`));
  const ordered = [...drawn].sort((a, b) => (a.id === report.best) - (b.id === report.best));
  const picture = vector("svg", { viewBox: `0 0 ${width} ${plotTop + plotHeight + 30}` },
    ...axes.flatMap((each, i) => [
      vector("line", { x1: place(i), x2: place(i), y1: plotTop, y2: plotTop + plotHeight }),
      vector("text", { x: place(i), y: 18, "text-anchor": "middle", class: "name" }, each.name),
      ...each.marks.map(mark => vector("text", { x: place(i) + 5, y: heightOf(mark.share) - 3 }, mark.text)),
    ]),
    ...ordered.map(line));
  picture.style.minWidth = `${width}px`;
  byId("parallel").tabIndex = 0;
  byId("parallel").append(picture);
  byId("parallel").setAttribute("aria-label", `Options and ${report.metric} of ${amountText(drawn.length, "trial", "trials")}; the leaderboard has the values.`);
  byId("parallel-note").textContent = best === null ? "" : `The heavy line is trial ${best.id}, the best.`;
}

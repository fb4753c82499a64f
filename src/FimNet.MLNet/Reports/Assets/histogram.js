// Scores of good images above the line and of defective ones below it: apart by place and by hatching, and only then by colour.

const binCount = 48;

function startHistogram() {
  const host = byId("histogram");
  const scale = histogramScale();
  const groups = [
    { name: isLabelled ? "good" : "images", key: "good", images: isLabelled ? good : unlabelled, side: 1 },
    { name: "unlabelled", key: "neutral", images: isLabelled ? unlabelled : [], side: 1 },
    { name: "defective", key: "defective", images: defective, side: -1 },
  ].filter(group => group.images.length > 0);
  stack(groups, scale);

  host.setAttribute("aria-label", `Histogram of scores. ${groups.map(groupSummary).join(" ")}`);
  byId("histogram-legend").append(
    ...groups.map(group => legendEntry(group.key, `${group.name} (${group.images.length})`)),
    legendEntry("line", "threshold"), legendEntry("dashed", "the model’s own"));

  const plot = chart(host, 260, () => histogramOptions(groups, scale));
  onThreshold(plot.redraw);
}

// Scores spread over more than a power of ten are told apart on a logarithmic axis only.
function histogramScale() {
  const lowest = Math.min(levels[0], report.threshold);
  const highest = Math.max(levels.at(-1), report.threshold);
  const isLogarithmic = lowest > 0 && highest > 10 * lowest;
  const [forth, back] = isLogarithmic ? [Math.log, Math.exp] : [value => value, value => value];
  const size = Math.max(Math.abs(forth(lowest)), Math.abs(forth(highest)));
  const spread = forth(highest) - forth(lowest);
  const pad = spread > size * 1e-6 ? spread / 40 : size / 20 || 0.5;
  const low = forth(lowest) - pad;
  const width = (forth(highest) + pad - low) / binCount;
  return {
    isLogarithmic,
    edges: [...Array(binCount + 1).keys()].map(i => back(low + i * width)),
    binOf: score => Math.min(binCount - 1, Math.max(0, Math.floor((forth(score) - low) / width))),
  };
}

function stack(groups, scale) {
  const tops = { 1: Array(binCount).fill(0), [-1]: Array(binCount).fill(0) };
  for (const group of groups) {
    const top = tops[group.side];
    group.from = [...top];
    for (const image of group.images) {
      top[scale.binOf(image.score)] += group.side;
    }

    group.to = [...top];
  }
}

function groupSummary(group) {
  const scores = group.images.map(image => image.score).sort((a, b) => a - b);
  return `${amountText(scores.length, `${group.name} score`, `${group.name} scores`)}: lowest ${numberText(scores[0])}, median ${numberText(medianOf(scores))}, highest ${numberText(scores.at(-1))}.`;
}

function medianOf(ascending) {
  return (ascending[(ascending.length - 1) >> 1] + ascending[ascending.length >> 1]) / 2;
}

function histogramOptions(groups, { isLogarithmic, edges }) {
  const low = Math.min(0, ...groups.flatMap(group => group.to));
  const high = Math.max(0, ...groups.flatMap(group => group.to));
  const room = (high - low) * 0.06;
  return {
    data: [[edges[0], edges.at(-1)], [0, 0]],
    scales: {
      x: { time: false, distr: isLogarithmic ? 3 : 1, range: () => [edges[0], edges.at(-1)] },
      y: { range: () => [low < 0 ? low - room : 0, high > 0 ? high + room : 0] },
    },
    axes: [
      horizontalAxis({ label: isLogarithmic ? "score (logarithmic)" : "score", grid: { show: false }, ...(isLogarithmic ? { splits: logarithmicSplits, filter: logarithmicLabels } : {}) }),
      axis({ label: "images", size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], values: (_, splits) => splits.map(Math.abs) }),
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    cursor: { show: false },
    hooks: {
      ready: [followPointer],
      draw: [plot => {
        groups.forEach(group => drawBars(plot, group, edges));
        verticalLine(plot, report.threshold, colour("muted"), [3, 5]);
        verticalLine(plot, currentSplit.threshold, colour("text"), []);
      }],
    },
  };
}

function drawBars(plot, group, edges) {
  const { ctx } = plot;
  ctx.save();
  ctx.fillStyle = group.side < 0 ? hatch(ctx, colour(group.key)) : colour(group.key);
  ctx.strokeStyle = colour(group.key);
  ctx.lineWidth = devicePixelRatio;
  for (let bin = 0; bin < binCount; bin++) {
    if (group.from[bin] !== group.to[bin]) {
      const left = Math.round(plot.valToPos(edges[bin], "x", true)) + 1;
      const right = Math.round(plot.valToPos(edges[bin + 1], "x", true)) - 1;
      const from = plot.valToPos(group.from[bin], "y", true);
      const to = plot.valToPos(group.to[bin], "y", true);
      ctx.fillRect(left, from, right - left, to - from);
      ctx.strokeRect(left, from, right - left, to - from);
    }
  }

  ctx.restore();
}

function hatch(ctx, stroke) {
  const size = 6 * devicePixelRatio;
  const tile = element("canvas", { width: size, height: size });
  const pen = tile.getContext("2d");
  pen.fillStyle = stroke;
  pen.globalAlpha = 0.35;
  pen.fillRect(0, 0, size, size);
  pen.globalAlpha = 1;
  pen.strokeStyle = stroke;
  pen.lineWidth = 1.5 * devicePixelRatio;
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }

  pen.stroke();
  return ctx.createPattern(tile, "repeat");
}

function followPointer(plot) {
  const follow = event => {
    if (event.buttons === 1) {
      const left = event.clientX - plot.over.getBoundingClientRect().left;
      const [from, to] = [left - 0.5, left + 0.5].map(position => plot.posToVal(position, "x"));
      setThreshold(shortened(plot.posToVal(left, "x"), 2, value => from <= value && value <= to) ?? plot.posToVal(left, "x"));
    }
  };

  plot.over.addEventListener("pointerdown", event => {
    plot.over.setPointerCapture(event.pointerId);
    follow(event);
  });
  plot.over.addEventListener("pointermove", follow);
}

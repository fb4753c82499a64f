// Evaluation curves, one chart each.

const curves = report.curves.filter(curve => curve.x.length > 0);

function startCurves() {
  byId("curve-list").append(...curves.map(curvePanel));
}

function curvePanel(curve) {
  const isAscending = curve.x[0] <= curve.x.at(-1);
  const x = isAscending ? curve.x : [...curve.x].reverse();
  const y = isAscending ? curve.y : [...curve.y].reverse();
  const host = element("div", { className: "chart", role: "img", "aria-label": curveSummary(curve, x, y) });
  const place = element("p", { className: "readout", "aria-hidden": "true" }, "\u00a0");
  const limit = curve.limit === null
    ? []
    : [element("p", { className: "note" }, `Integration stops at ${curve.xName} ${numberText(curve.limit)}; the shaded part does not count.`)];
  const columns = [{ name: curve.xName, values: x }, { name: curve.yName, values: y }];
  const panel = chartPanel(curve.name, host, place, ...limit, valueTable(curve.name, columns));
  whenShown(panel, () => chart(host, 250, () => curveOptions(curve, x, y, place)));
  return panel;
}

function curveSummary(curve, x, y) {
  const points = [0, 0.05, 0.25, 0.5, 1].map(share => nearest(x, y, share));
  return `${curve.name}: ${curve.yName} against ${curve.xName}. ${[...new Set(points)].map(i => `${numberText(y[i])} at ${numberText(x[i])}`).join(", ")}.`;
}

function unitRange(values) {
  const isShare = values.every(value => value === null || (value >= 0 && value <= 1));
  return isShare ? { range: () => [0, 1] } : {};
}

function curveOptions(curve, x, y, place) {
  return {
    data: [x, y],
    scales: { x: { time: false, ...unitRange(x) }, y: unitRange(y) },
    axes: [horizontalAxis({ label: curve.xName }), axis({ label: curve.yName, size: 48 })],
    series: [{}, { label: curve.yName, stroke: colour("accent"), width: 2, points: { show: false } }],
    cursor: { drag: { x: false, y: false } },
    hooks: {
      setCursor: [readout(place, curve.xName)],
      drawClear: curve.limit === null ? [] : [plot => shadeBeyond(plot, curve.limit)],
      draw: curve.limit === null ? [] : [plot => verticalLine(plot, curve.limit, colour("muted"), [4, 4])],
    },
  };
}

function shadeBeyond(plot, limit) {
  const { ctx, bbox } = plot;
  const left = Math.max(bbox.left, plot.valToPos(limit, "x", true));
  ctx.save();
  ctx.fillStyle = colour("shade");
  ctx.fillRect(left, bbox.top, Math.max(0, bbox.left + bbox.width - left), bbox.height);
  ctx.restore();
}

// What each training had reached where it was paused, and at its end.

const trainings = trials.filter(trial => trial.training === trial.id && trial.curve.length > 0);

function metricOf(point) {
  return { ImageAuRoc: point.metrics.imageAuRoc, PixelAuRoc: point.metrics.pixelAuRoc, AuPro: point.metrics.auPro }[report.metric] ?? point.metrics.falseAlarmRate;
}

function startLearning() {
  const steps = [...new Set(trainings.flatMap(trial => trial.curve.map(point => point.steps)))].sort((a, b) => a - b);
  const series = trainings.map(trial => {
    const reached = new Map(trial.curve.map(point => [point.steps, metricOf(point)]));
    return { name: `trial ${trial.id}`, isBest: trial.id === best?.training, values: steps.map(step => reached.get(step) ?? null) };
  });
  const summary = trainings.map(trial => `trial ${trial.id} ${trial.curve.map(point => `${numberText(metricOf(point))} after ${point.steps}`).join(", ")}`).join("; ");
  const host = element("div", { className: "chart", role: "img", "aria-label": `${report.metric} after steps of training: ${summary}.` });
  const place = element("p", { className: "readout", "aria-hidden": "true" }, "\u00a0");
  const legend = element("p", { className: "legend" }, legendEntry("stroke-accent", "the best trial’s network"), legendEntry("dashed", "others"));
  const panel = chartPanel(report.metric, legend, host, place, valueTable(report.metric, [{ name: "step", values: steps }, ...series]));
  byId("learning-list").append(panel);
  whenShown(panel, () => chart(host, 250, () => ({
    data: [steps, ...series.map(each => each.values)],
    scales: { x: { time: false } },
    axes: [horizontalAxis({ label: "step" }), axis({ label: report.metric, size: 64 })],
    series: [{}, ...series.map(each => ({
      label: each.name,
      stroke: colour(each.isBest ? "accent" : "muted"),
      width: each.isBest ? 2.5 : 1.2,
      dash: each.isBest ? [] : [4, 3],
      spanGaps: true,
      points: { show: true, size: 6 },
    }))],
    cursor: { drag: { x: false, y: false } },
    hooks: { setCursor: [readout(place, "step")] },
  })));
}

// Losses of each stage of training.

const stages = report.training.filter(stage => stage.steps.length > 0);
let isTrainingLogarithmic = true;

function startTraining() {
  const button = byId("training-scale");
  const charts = [];
  for (const stage of stages) {
    const { panel, host, describe } = stagePanel(stage);
    byId("training-list").append(panel);
    whenShown(panel, () => charts.push(chart(host, 250, describe)));
  }

  button.addEventListener("click", () => {
    isTrainingLogarithmic = !isTrainingLogarithmic;
    button.setAttribute("aria-pressed", isTrainingLogarithmic);
    charts.forEach(each => each.draw());
  });
}

function stagePanel(stage) {
  const losses = [
    { name: "reconstruction", values: stage.reconstruction, key: "accent", dash: [] },
    { name: "sparsity", values: stage.sparsity, key: "defective", dash: [6, 4] },
  ].filter(loss => loss.values.some(value => value));
  const name = `Stage ${stage.stage}`;
  const summary = losses.map(loss => `${loss.name} loss from ${numberText(loss.values[0])} to ${numberText(loss.values.at(-1))}`).join(", ");
  const host = element("div", { className: "chart", role: "img", "aria-label": `${name}: ${summary} over ${amountText(stage.steps.length, "recorded step", "recorded steps")}.` });
  const place = element("p", { className: "readout", "aria-hidden": "true" }, "\u00a0");
  const legend = element("p", { className: "legend" }, ...losses.map(loss => legendEntry(`stroke-${loss.key}`, `${loss.name} loss`)));
  const columns = [{ name: "step", values: stage.steps }, ...losses];
  return {
    host,
    panel: chartPanel(name, legend, host, place, valueTable(name, columns)),
    describe: () => stageOptions(stage, losses, place),
  };
}

function stageOptions(stage, losses, place) {
  const shown = isTrainingLogarithmic
    ? losses.map(loss => loss.values.map(value => value > 0 ? value : null))
    : losses.map(loss => loss.values);
  return {
    data: [stage.steps, ...shown],
    scales: { x: { time: false }, y: { distr: isTrainingLogarithmic ? 3 : 1 } },
    axes: [horizontalAxis({ label: "step" }), axis({ label: "loss", size: 58, ...(isTrainingLogarithmic ? { filter: logarithmicLabels } : {}) })],
    series: [{}, ...losses.map(loss => ({ label: loss.name, stroke: colour(loss.key), width: 1.5, dash: loss.dash, points: { show: false } }))],
    cursor: { drag: { x: false, y: false } },
    hooks: { setCursor: [readout(place, "step")] },
  };
}

// Headline figures, and the settings behind them.

function startFigures() {
  byId("figure-list").append(...report.figures.map(figureCard));
  const level = numberText(100 * report.confidence);
  byId("figures-note").textContent = report.figures.some(hasInterval)
    ? `Ranges are ${level}\u00a0% bootstrap confidence intervals: how far a figure may be off for want of more test images.`
    : "";
}

function hasInterval(figure) {
  return figure.low !== null && figure.high !== null;
}

function figureCard(figure) {
  const interval = hasInterval(figure) ? [element("dd", { className: "interval" }, `${figureText(figure.low)}–${figureText(figure.high)}`)] : [];
  return element("div", { className: "panel" },
    element("dt", {}, figure.name),
    element("dd", { className: "value" }, figureText(figure.value)),
    ...interval,
    element("dd", { className: "help" }, figure.help));
}

function startSettings() {
  byId("setting-list").append(...report.settings.map(setting =>
    element("tr", {}, element("th", { scope: "row" }, setting.name), element("td", {}, setting.value))));
}

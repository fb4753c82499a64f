// What all charts share: colours of the present scheme, axes, and drawing again when the width or the scheme changes.

// Paper is light whatever the screen is, so printing counts as a change of scheme.
const isDarkScreen = matchMedia("screen and (prefers-color-scheme: dark)");

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function axis(properties) {
  const line = { stroke: colour("grid"), width: 1 };
  return { stroke: colour("muted"), values: tickTexts, font: "12px system-ui, sans-serif", labelFont: "12px system-ui, sans-serif", labelSize: 20, labelGap: 2, grid: line, ticks: { ...line, size: 5 }, ...properties };
}

function horizontalAxis(properties) {
  return axis({ size: 32, ...properties });
}

// Ticks that lie close together far from zero need the digits that tell them apart.
function tickTexts(_, splits, axisIndex, space, step) {
  const largest = Math.max(...splits.map(value => Math.abs(value ?? 0)));
  const digits = step > 0 && largest > 0 ? Math.min(15, Math.max(4, Math.ceil(Math.log10(largest / step)) + 2)) : 4;
  return splits.map(value => value === null ? "" : numberText(value, digits));
}

// One to nine of each power of ten between the ends, which need not be powers of ten themselves.
function logarithmicSplits(plot, axisIndex, min, max) {
  const marks = [];
  for (let exponent = Math.floor(Math.log10(min)); exponent <= Math.log10(max); exponent++) {
    for (let digit = 1; digit < 10; digit++) {
      marks.push(Number(`${digit}e${exponent}`));
    }
  }

  return marks.filter(mark => mark >= min && mark <= max);
}

// A logarithmic axis names 1, 2 and 5 of each power of ten; the other lines stay without a number.
function logarithmicLabels(_, splits) {
  return splits.map(value => value > 0 && "125".includes(value.toExponential()[0]) ? value : null);
}

function chart(host, height, describe) {
  let plot = null;
  const draw = () => {
    plot?.destroy();
    const { data, ...properties } = describe();
    plot = new uPlot({ width: host.clientWidth, height, legend: { show: false }, ...properties }, data, host);
  };

  draw();
  isDarkScreen.addEventListener("change", draw);
  new ResizeObserver(() => {
    if (host.clientWidth > 0 && host.clientWidth !== plot.width) {
      plot.setSize({ width: host.clientWidth, height });
    }
  }).observe(host);
  return { draw, redraw: () => plot.redraw(false) };
}

// At the edge when it lies beyond.
function verticalLine(plot, x, stroke, dash) {
  const { ctx, bbox } = plot;
  const { min, max } = plot.scales.x;
  const position = Math.round(plot.valToPos(Math.min(Math.max(x, min), max), "x", true));
  ctx.save();
  ctx.beginPath();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash(dash.map(length => length * devicePixelRatio));
  ctx.moveTo(position, bbox.top);
  ctx.lineTo(position, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

// A curve under the pointer is read out in words, in the given place.
function readout(place, xName) {
  return plot => {
    const index = plot.cursor.idx;
    const values = index === null || index === undefined
      ? []
      : plot.series.slice(1).map((series, i) => `${series.label} ${numberText(plot.data[i + 1][index] ?? null)}`);
    place.textContent = values.length === 0 ? "\u00a0" : `${xName} ${numberText(plot.data[0][index])}: ${values.join(", ")}`;
  };
}

// The chart's values as a table for those who cannot see it: rows evenly spread over the horizontal axis.
function valueTable(name, columns) {
  const wanted = 11;
  const length = columns[0].values.length;
  const rows = length <= wanted
    ? [...Array(length).keys()]
    : [...new Set([...Array(wanted).keys()].map(i => nearest(columns[0].values, columns[1]?.values ?? [], i / (wanted - 1))))];
  return element("details", {},
    element("summary", {}, "Values"),
    element("div", { className: "scrolls", tabindex: "0", role: "region", "aria-label": `Values of ${name}` },
      element("table", { className: "plain numbers" },
        element("caption", { className: "hidden" }, name),
        element("thead", {}, element("tr", {}, ...columns.map(column => element("th", { scope: "col" }, column.name)))),
        element("tbody", {}, ...rows.map(row => element("tr", {}, ...columns.map(column => element("td", {}, numberText(column.values[row])))))))));
}

// Where a curve rises at one place, its top is what is reached there.
function nearest(ascending, heights, share) {
  const wanted = ascending[0] + share * (ascending.at(-1) - ascending[0]);
  const first = ascending.findIndex(value => value >= wanted);
  let index = first < 0 ? ascending.length - 1 : first;
  for (let i = index; ascending[i] === ascending[first]; i++) {
    index = heights[i] > heights[index] ? i : index;
  }

  return index;
}

function chartPanel(name, ...parts) {
  return element("figure", { className: "panel" }, element("figcaption", {}, element("h3", {}, name)), ...parts);
}

function legendEntry(key, text) {
  return element("span", { className: "entry" }, element("span", { className: `swatch ${key}`, "aria-hidden": "true" }), text);
}

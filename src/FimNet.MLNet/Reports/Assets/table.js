// The table of kinds of defect, sorted by any of its columns.

const defectColumns = [
  { name: "Defect", value: row => row.name, text: row => row.name },
  { name: "Images", value: row => row.images, text: row => String(row.images) },
  { name: "Missed", value: row => row.missed, text: row => row.shown === 0 ? undefinedText : `${row.missed} (${shareText(row.missed, row.shown)})` },
  { name: "Image AuROC", value: row => row.imageAuRoc },
  { name: "Pixel AuROC", value: row => row.pixelAuRoc },
  { name: "AuPRO", value: row => row.auPro },
  { name: "Average precision", value: row => row.averagePrecision },
  { name: "Best F1", value: row => row.f1Max },
];

function startDefects() {
  const rows = report.defects.map(defect => ({ ...defect, shown: defective.filter(image => image.defect === defect.name).length, missed: 0 }));
  const columns = isLabelled ? defectColumns : defectColumns.filter(column => column.name !== "Missed");
  const body = element("tbody");
  const headers = columns.map(column => element("th", { scope: "col" }, element("button", { type: "button" }, column.name)));
  const order = { column: columns[0], direction: 1 };

  const show = () => {
    rows.sort((a, b) => order.direction * compareCells(order.column.value(a), order.column.value(b)));
    body.replaceChildren(...rows.map(row => element("tr", {}, ...columns.map((column, i) => cell(column, row, i === 0)))));
    headers.forEach((header, i) => {
      if (columns[i] === order.column) {
        header.setAttribute("aria-sort", order.direction > 0 ? "ascending" : "descending");
      } else {
        header.removeAttribute("aria-sort");
      }
    });
  };

  headers.forEach((header, i) => header.firstChild.addEventListener("click", () => {
    order.direction = columns[i] === order.column ? -order.direction : 1;
    order.column = columns[i];
    show();
  }));

  byId("defect-table").append(element("table", { className: "plain numbers sortable" },
    element("caption", { className: "hidden" }, "Figures of each kind of defect; the headings sort"),
    element("thead", {}, element("tr", {}, ...headers)), body));
  onThreshold(({ misses }) => {
    rows.forEach(row => { row.missed = misses.filter(image => image.defect === row.name).length; });
    show();
  });
}

// Figures that are not defined come before all others.
function compareCells(a, b) {
  return typeof a === "string" ? byName(a, b) : (a ?? -Infinity) === (b ?? -Infinity) ? 0 : (a ?? -Infinity) - (b ?? -Infinity);
}

function cell(column, row, isHeading) {
  const text = column.text ? column.text(row) : figureText(column.value(row));
  return isHeading ? element("th", { scope: "row" }, text) : element("td", {}, text);
}

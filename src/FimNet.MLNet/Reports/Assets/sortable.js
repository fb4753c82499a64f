// A table that is sorted by any of its columns. A column has a name, a value and, where that is not shown as it is, a text.

function sortableTable(caption, columns, rows, first = columns[0], firstDirection = 1) {
  const body = element("tbody");
  const headers = columns.map(column => element("th", { scope: "col" }, element("button", { type: "button" }, column.name)));
  const order = { column: first, direction: firstDirection };

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

  const table = element("table", { className: "plain numbers sortable" },
    element("caption", { className: "hidden" }, caption),
    element("thead", {}, element("tr", {}, ...headers)), body);
  return { table, show };
}

// Figures that are not defined come before all others.
function compareCells(a, b) {
  return typeof a === "string" ? byName(a, b) : (a ?? -Infinity) === (b ?? -Infinity) ? 0 : (a ?? -Infinity) - (b ?? -Infinity);
}

function cell(column, row, isHeading) {
  const text = column.text ? column.text(row) : figureText(column.value(row));
  return isHeading ? element("th", { scope: "row" }, text) : element("td", {}, text);
}

// What each product reached.

const productColumns = [
  { name: "Product", value: product => product.name, text: product => product.name },
  { name: report.metric, value: product => product.metric },
  { name: "First trial", value: product => product.first },
  { name: "Trials", value: product => product.trials, text: product => String(product.trials) },
  { name: "Seconds", value: product => product.seconds },
  { name: "Failure", value: product => product.reason ?? "", text: product => product.reason ?? "" },
];

function startProducts() {
  const { table, show } = sortableTable("All products; the headings sort", productColumns, [...report.products]);
  byId("product-table").append(table);
  show();
}

startSections([{ id: "products", isNeeded: report.products.length > 0, start: startProducts }]);

byId("verdict").textContent = `${amountText(report.products.filter(product => product.reason === null).length, "product has", "products have")} a model, of ${report.products.length}.`;

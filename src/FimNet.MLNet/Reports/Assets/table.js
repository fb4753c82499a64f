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
  const { table, show } = sortableTable("Figures of each kind of defect; the headings sort", columns, rows);
  byId("defect-table").append(table);
  onThreshold(({ misses }) => {
    rows.forEach(row => { row.missed = misses.filter(image => image.defect === row.name).length; });
    show();
  });
}

// What the page shows.
const report = JSON.parse(byId("report-data").textContent);

// The sections of a page and the links to them.

// Starts each section that has something to show, and leaves the others out.
function startSections(sections) {
  for (const { id, isNeeded, start } of sections) {
    const section = byId(id);
    if (isNeeded) {
      byId("sections").append(element("li", {}, element("a", { href: `#${id}` }, section.querySelector("h2").textContent)));
      start();
    } else {
      section.remove();
    }
  }
}

// Pictures are decoded, and charts drawn, only when they come near the window: a browser's own lazy loading leaves data URIs out.
const shownTasks = new Map();
const nearWindow = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => show(entry.target)), { rootMargin: "400px" });

function whenShown(node, task) {
  shownTasks.set(node, task);
  nearWindow.observe(node);
}

function show(node) {
  nearWindow.unobserve(node);
  shownTasks.get(node)?.();
  shownTasks.delete(node);
}

addEventListener("beforeprint", () => [...shownTasks.keys()].forEach(show));

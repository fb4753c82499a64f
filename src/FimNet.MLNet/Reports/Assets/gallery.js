// All images, sorted and filtered.

const orders = {
  "score-high": { text: "score, highest first", compare: (a, b) => b.score - a.score },
  "score-low": { text: "score, lowest first", compare: (a, b) => a.score - b.score },
  name: { text: "name", compare: (a, b) => byName(a.name, b.name) },
  defect: { text: "kind of defect", compare: (a, b) => byName(a.defect, b.defect) || byName(a.name, b.name) },
};

const filters = {
  all: { text: "all images", fits: () => true },
  ...(isLabelled ? {
    "false-alarm": { text: "false alarms", fits: (image, threshold) => decide(image, threshold) === "false-alarm" },
    miss: { text: "missed defects", fits: (image, threshold) => decide(image, threshold) === "miss" },
    good: { text: "good images", fits: image => image.isDefective === false },
    defective: { text: "defective images", fits: image => image.isDefective === true },
  } : {
    flagged: { text: "flagged images", fits: isAbove },
    passed: { text: "passed images", fits: (image, threshold) => !isAbove(image, threshold) },
  }),
};

function startGallery() {
  const list = byId("gallery");
  const sort = byId("gallery-sort");
  const filter = byId("gallery-filter");
  const overlays = byId("overlay-toggle");
  const galleryCards = images.map(imageCard);

  const order = () => {
    const { compare } = orders[sort.value];
    list.append(...galleryCards.toSorted((a, b) => compare(a.image, b.image)).map(card => card.node));
  };

  const select = () => {
    const { fits } = filters[filter.value];
    let shown = 0;
    for (const { image, node } of galleryCards) {
      node.hidden = !fits(image, currentSplit.threshold);
      shown += node.hidden ? 0 : 1;
    }

    byId("gallery-count").textContent = shown === images.length ? amountText(shown, "image", "images") : `${shown} of ${amountText(images.length, "image", "images")}`;
    byId("gallery-empty").hidden = shown > 0;
  };

  options(sort, textsOf(orders));
  options(filter, textsOf(filters));
  sort.addEventListener("change", order);
  filter.addEventListener("change", select);
  overlays.addEventListener("click", () => {
    setOverlays(!areOverlaysShown);
    overlays.setAttribute("aria-pressed", areOverlaysShown);
  });

  order();
  onThreshold(({ threshold }) => {
    galleryCards.forEach(card => card.setThreshold(threshold));
    select();
  });
}

function textsOf(choices) {
  return Object.fromEntries(Object.entries(choices).map(([key, { text }]) => [key, text]));
}

function showInGallery(filter) {
  byId("gallery-filter").value = filter;
  byId("gallery-filter").dispatchEvent(new Event("change"));
  byId("all-images").scrollIntoView();
  byId("gallery-filter").focus({ preventScroll: true });
}

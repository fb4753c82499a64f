// One image: its picture, which turns into its anomaly map and back, and what the model makes of it.

const cards = [];

let areOverlaysShown = false;

function setOverlays(isShown) {
  areOverlaysShown = isShown;
  cards.forEach(card => card.setOverlay(isShown));
}

function imageCard(image) {
  const picture = element("img", { alt: "", decoding: "async", draggable: false });
  const button = element("button", { type: "button", className: "picture", "aria-label": `Anomaly map of ${image.name}`, title: "Show or hide the anomaly map" }, picture);
  const shown = image.picture ? button : element("p", { className: "picture none" }, "Picture left out");
  const decision = element("p", { className: "decision" });
  const node = element("li", { className: "card" },
    shown,
    element("p", { className: "name", title: image.name }, image.name),
    element("p", { className: "kind" }, kindText(image)),
    element("p", { className: "score" }, `score ${numberText(image.score)}`, ...(image.pValue === null ? [] : [element("span", {}, `p ${numberText(image.pValue, 2)}`)])),
    decision);
  let isNear = false;
  let isOverlay = false;
  const load = () => {
    if (isNear && image.picture) {
      picture.src = isOverlay ? image.overlay : image.picture;
    }
  };

  const card = {
    image,
    node,
    setOverlay(isShown) {
      isOverlay = isShown;
      button.setAttribute("aria-pressed", isShown);
      load();
    },
    setThreshold(threshold) {
      const key = decide(image, threshold);
      if (node.dataset.decision !== key) {
        node.dataset.decision = key;
        decision.replaceChildren(element("span", { "aria-hidden": "true" }, `${decisions[key].mark} `), decisions[key].text);
      }
    },
  };

  card.setOverlay(areOverlaysShown);
  button.addEventListener("click", () => card.setOverlay(!isOverlay));
  whenShown(node, () => {
    isNear = true;
    load();
  });
  cards.push(card);
  return card;
}

function kindText(image) {
  const regions = image.regions === 0 ? "" : ` · ${amountText(image.regions, "region", "regions")}`;
  return `${image.defect || (image.isDefective === null ? "unlabelled" : "good")}${regions}`;
}

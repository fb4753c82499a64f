// The mistakes that say most: good images with the highest scores, defective ones with the lowest.

const worstShown = 6;

function startWorst() {
  const cardOf = rememberedCards();
  for (const group of isLabelled ? [falseAlarmGroup, missGroup] : [flaggedGroup]) {
    const heading = element("h3");
    const list = element("ul", { id: group.id, className: "cards", "aria-label": group.name });
    const message = element("p", { className: "notice" });
    const more = element("button", { type: "button" });
    more.addEventListener("click", () => showInGallery(group.filter));
    byId("worst-groups").append(element("div", { className: "group" }, heading, list, message, more));
    onThreshold(split => {
      const ordered = group.select(split);
      heading.textContent = `${group.name} (${ordered.length})`;
      message.textContent = ordered.length === 0 ? group.none : "";
      message.hidden = ordered.length > 0;
      more.textContent = `Show all ${ordered.length} among the images`;
      more.hidden = ordered.length <= worstShown;
      list.replaceChildren(...ordered.slice(0, worstShown).map(image => {
        const card = cardOf(image);
        card.setThreshold(split.threshold);
        return card.node;
      }));
    });
  }
}

function rememberedCards() {
  const known = new Map();
  return image => {
    if (!known.has(image)) {
      known.set(image, imageCard(image));
    }

    return known.get(image);
  };
}

const falseAlarmGroup = {
  id: "worst-false-alarms",
  name: "False alarms, highest score first",
  filter: "false-alarm",
  none: "None: no good image scores above the threshold.",
  select: split => split.falseAlarms.toSorted((a, b) => b.score - a.score),
};

const missGroup = {
  id: "worst-misses",
  name: "Missed defects, lowest score first",
  filter: "miss",
  none: "None: every defective image scores above the threshold.",
  select: split => split.misses.toSorted((a, b) => a.score - b.score),
};

const flaggedGroup = {
  id: "worst-flagged",
  name: "Flagged images, highest score first",
  filter: "flagged",
  none: "None: no image scores above the threshold.",
  select: split => split.flagged.toSorted((a, b) => b.score - a.score),
};

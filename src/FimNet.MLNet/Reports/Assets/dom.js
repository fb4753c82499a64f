// Elements. Text only ever becomes a text node or an attribute, never markup.

function byId(id) {
  return document.getElementById(id);
}

function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in node) {
      node[key] = value;
    } else {
      node.setAttribute(key, value);
    }
  }

  node.append(...children);
  return node;
}

function options(select, texts) {
  select.replaceChildren(...Object.entries(texts).map(([value, text]) => element("option", { value }, text)));
}

// Numbers, amounts and the order of names, the same everywhere on the page.

const undefinedText = "–";
const byName = new Intl.Collator("en", { numeric: true }).compare;

function numberText(value, digits = 4) {
  if (value === null) {
    return undefinedText;
  }

  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digits)));
}

// A figure that is a share, such as an area under a curve, has the same decimals as its neighbours.
function figureText(value) {
  return value !== null && value >= 0 && value <= 1 ? value.toFixed(4) : numberText(value);
}

function shareText(part, whole) {
  return whole === 0 ? undefinedText : `${(100 * part / whole).toFixed(1)}\u00a0%`;
}

function amountText(amount, one, many) {
  return `${amount} ${amount === 1 ? one : many}`;
}

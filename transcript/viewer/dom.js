// Making elements. Text goes into the page as text nodes only: nothing of a script is ever read as HTML.

const $ = (id) => document.getElementById(id);

/** An element of these classes; children are elements or texts. */
function make(tag, classes, ...children) {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  element.append(...children);
  return element;
}

/** Say something for a moment, to a screen reader too. */
function tell(message) {
  $("told").textContent = message;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => ($("told").textContent = ""), Math.max(4000, message.length * 80));
}

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const compact = matchMedia("(max-width: 60rem)"); // as in page.css
const lowWindow = matchMedia("(max-width: 60rem) and (max-height: 30rem)"); // likewise

/** The place of the last of sorted `items` that does not begin after `time`, or -1. begins: of an item. */
function lastBegun(items, time, begins) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (begins(items[middle]) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

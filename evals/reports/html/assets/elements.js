// Elements. All text becomes text nodes: nothing that a digest, a paper or a reader wrote is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element. Attributes that are null or false are left out; a function listens to the event of its name. */
function el(name, attributes = {}, ...children) {
  return furnished(document.createElement(name), attributes, children);
}

/** Makes an element of a drawing. */
function svg(name, attributes = {}, ...children) {
  return furnished(document.createElementNS(SVG, name), attributes, children);
}

function furnished(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

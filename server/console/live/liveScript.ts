/** The one script of the console: a page that is open follows what the server tells it. Without it the page shows how things
 *  were when it was loaded. It makes elements of names and texts, never of HTML. */
export const liveScript = `"use strict";
(() => {
  const place = document.querySelector("[data-live]");
  const told = document.querySelector("[data-live-state]");
  if (!place || !("EventSource" in window)) return;
  const SVG = "http://www.w3.org/2000/svg";
  const made = (tree, space) => {
    if (typeof tree === "string") return document.createTextNode(tree);
    const [name, attributes, children] = tree;
    const within = name === "svg" ? SVG : space;
    const element = within ? document.createElementNS(within, name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.map((child) => made(child, within)));
    return element;
  };
  let heard = 0;
  const source = new EventSource(place.dataset.live);
  source.addEventListener("view", (event) => {
    heard = Date.now();
    // What somebody has the focus on stays until they leave it.
    if (!place.contains(document.activeElement)) place.replaceChildren(...JSON.parse(event.data).map((tree) => made(tree)));
  });
  source.addEventListener("beat", () => { heard = Date.now(); });
  setInterval(() => {
    if (!told || heard === 0) return;
    const seconds = Math.round((Date.now() - heard) / 1000);
    const isLost = source.readyState === EventSource.CLOSED || seconds > 40;
    told.dataset.state = isLost ? "lost" : "on";
    told.textContent = isLost ? told.dataset.lost : told.dataset.on;
  }, 1000);
})();
`;

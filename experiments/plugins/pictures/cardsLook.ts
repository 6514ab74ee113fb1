/** The look of products to take: cards that are radio buttons, and the time that is left for them. Adopted when the first
 *  are shown: other studies do not download it. */
export const cardsLook = `
.saydo-cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: var(--space-3); }
.saydo-offer { display: flex; align-items: center; gap: var(--space-3); min-height: 64px; padding: var(--space-3) var(--space-4); border: 1px solid var(--line); border-radius: var(--corner); background: var(--surface); color: inherit; font: inherit; text-align: start; cursor: pointer; }
.saydo-offer[aria-checked="true"] { border-color: var(--stated); box-shadow: inset 0 0 0 2px var(--stated); }
.saydo-offer-none { grid-column: 1 / -1; }
.saydo-offer img { width: 4.5rem; height: 4.5rem; object-fit: contain; }
.saydo-card-text { display: grid; flex: 1; min-width: 0; overflow-wrap: anywhere; }
.saydo-card-price { font-weight: 600; font-variant-numeric: tabular-nums; }
.saydo-card-key { color: var(--quiet); }
.saydo-time span { display: block; height: 6px; background: var(--stated); transform-origin: left; animation: saydo-time linear forwards; }
@keyframes saydo-time { to { transform: scaleX(0); } }
@media (pointer: coarse) { .saydo-card-key { display: none; } }
`;

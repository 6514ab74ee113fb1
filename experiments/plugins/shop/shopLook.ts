/** The look of the shop, adopted when it opens: no other study downloads it. */
export const shopLook = `
.saydo-shop { max-width: 60rem; gap: var(--space-4); justify-content: flex-start; }
.shop-body { display: flex; flex-direction: column; gap: var(--space-4); }
.shop-head { display: flex; flex-wrap: wrap; gap: var(--space-3); align-items: center; justify-content: space-between; }
.shop-head .item-question { margin: 0; flex: 1 1 14rem; }
.shop-status { min-height: 1.5em; margin: 0; color: var(--quiet); }
.shop-status.is-asking { color: var(--bad); }
.shop-tools { display: grid; gap: var(--space-3); grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.25rem), 1fr)); }
.shop-field { display: grid; gap: var(--space-1); font-size: var(--size-s); color: var(--quiet); }
.shop-field input, .shop-field select {
  min-height: var(--target); padding: 0 var(--space-3); width: 100%; min-width: 0; box-sizing: border-box;
  border: 1px solid var(--quiet); border-radius: var(--corner); background: var(--page); color: var(--text); font: inherit;
  font-size: var(--size-m);
}
.shop-grid, .shop-rows { list-style: none; margin: 0; padding: 0; display: grid; gap: var(--space-3); max-width: none; }
.shop-grid { grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.25rem), 1fr)); }
@media (min-width: 700px) { .shop-grid { grid-template-columns: repeat(4, 1fr); } }
.shop-tile {
  display: flex; flex-direction: column; min-width: 0; border: 1px solid var(--line); border-radius: var(--corner);
  background: var(--surface); overflow: clip;
}
.shop-look {
  flex: 1; padding: var(--space-3); border: 0; background: none; color: inherit; font: inherit; text-align: start;
  cursor: pointer; min-width: 0;
}
.shop-face, .shop-words { display: flex; flex-direction: column; gap: var(--space-1); min-width: 0; }
.shop-face { gap: var(--space-2); }
.shop-picture { display: block; width: 100%; height: 5.5rem; object-fit: contain; border-radius: var(--corner); }
.shop-letters {
  display: grid; place-items: center; background: var(--line); color: var(--text); font-size: var(--size-xl);
  font-weight: 600;
}
.shop-name { font-weight: 600; overflow-wrap: anywhere; }
.shop-quiet { color: var(--quiet); font-size: var(--size-s); overflow-wrap: anywhere; }
.shop-price { font-variant-numeric: tabular-nums; }
.shop-label {
  align-self: flex-start; padding: 0 var(--space-2); border: 1px solid currentcolor; border-radius: var(--corner);
  font-size: var(--size-s);
}
.saydo-shop .button {
  min-height: var(--target); min-width: var(--target); padding: var(--space-1) var(--space-4); border: 1px solid var(--quiet);
  border-radius: var(--corner); background: var(--page); color: var(--text); font: inherit; cursor: pointer; text-decoration: none;
}
.saydo-shop .button:disabled { opacity: 0.4; cursor: default; }
.saydo-shop .shop-add { margin: 0 var(--space-2) var(--space-2); padding-inline: var(--space-1); }
.saydo-shop :is(button, input, select):focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.saydo-shop .shop-look:focus-visible { outline-offset: -3px; }
.shop-pager { display: flex; gap: var(--space-3); align-items: center; justify-content: center; flex-wrap: wrap; }
.shop-row {
  display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); align-items: center; padding: var(--space-2) 0;
  border-bottom: 1px solid var(--line);
}
.shop-row .shop-name { flex: 1 1 10rem; min-width: 0; }
.shop-steps { display: flex; align-items: center; gap: var(--space-2); }
.saydo-shop .shop-step { padding: 0; font-size: var(--size-l); }
.shop-pieces { min-width: 2ch; text-align: center; font-variant-numeric: tabular-nums; }
.shop-sum { margin: 0; text-align: end; font-size: var(--size-l); font-variant-numeric: tabular-nums; }
.shop-large { display: grid; gap: var(--space-4); justify-items: start; }
.shop-large .shop-picture { height: min(40vh, 16rem); width: min(100%, 24rem); }
.saydo-shop .shop-foot { display: flex; flex-flow: row wrap; align-items: stretch; gap: var(--space-3); justify-content: center; }
.saydo-shop .shop-go { flex: 1 1 12rem; max-width: 24rem; min-height: var(--target); margin: 0; }
`;

import { tokensCss } from "../../experiments/look/tokens.ts";

/** The console's stylesheet: the shared look and the console's own layout. */
export const consoleCss = `${tokensCss}
* { box-sizing: border-box; }
body { margin: 0; font: var(--size-m)/1.5 var(--font); color: var(--text); background: var(--page); }
a { color: var(--stated); } :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.bar { display: flex; gap: var(--space-6); align-items: center; padding: var(--space-3) var(--space-6);
  border-bottom: 1px solid var(--line); background: var(--surface); }
.bar strong { font-size: var(--size-l); } .bar .last { margin-left: auto; }
.frame { display: grid; grid-template-columns: 12rem minmax(0, 1fr); min-height: 100vh; }
.rail { padding: var(--space-6) var(--space-4); border-right: 1px solid var(--line); }
.rail ul { list-style: none; margin: 0; padding: 0; }
.rail a { display: block; padding: var(--space-2) var(--space-3); border-radius: var(--corner); text-decoration: none;
  color: var(--text); }
.rail a[aria-current] { background: var(--surface); font-weight: 600; }
main { padding: var(--space-6) var(--space-8) var(--space-16); max-width: 72rem; }
main.narrow { max-width: 28rem; margin: var(--space-12) auto; }
h1 { font-size: var(--size-xxl); line-height: 1.2; margin: 0 0 var(--space-4); }
h2 { font-size: var(--size-l); margin: var(--space-8) 0 var(--space-2); } p { max-width: var(--measure); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: var(--space-2) var(--space-3); border-bottom: 1px solid var(--line);
  vertical-align: top; }
th { font-size: var(--size-s); color: var(--quiet); font-weight: 600; } .number { text-align: right; }
label { display: block; font-weight: 600; margin-top: var(--space-4); } .help { color: var(--quiet); margin: 0; }
input, select, textarea { display: block; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--quiet);
  border-radius: var(--corner); padding: var(--space-2) var(--space-3); width: 100%; max-width: 32rem;
  min-height: var(--target); } input[type="checkbox"] { display: inline; width: auto; min-height: 0; margin-right: var(--space-2); }
button { font: inherit; min-height: var(--target); padding: 0 var(--space-4); border-radius: var(--corner);
  border: 1px solid var(--stated); background: var(--stated); color: var(--page); margin-top: var(--space-3);
  cursor: pointer; } button.quiet { background: transparent; color: var(--text); border-color: var(--quiet); }
button.small { min-height: 2rem; margin: 0; } .row, td form { display: flex; align-items: center;
  gap: var(--space-2) var(--space-3); } td select { width: auto; min-height: 2rem; padding: 0 var(--space-2); }
summary { cursor: pointer; } details[open] summary { margin-bottom: var(--space-2); } .short { white-space: nowrap; }
.long { display: inline-block; min-width: 14rem; }
.wide { margin-top: var(--space-4); overflow-x: auto; } .wide + form { margin-top: var(--space-6); }
.note { border-left: 4px solid var(--line); padding: var(--space-2) var(--space-4); background: var(--surface); }
.note.bad { border-color: var(--bad); } .note.good { border-color: var(--good); } .note.warn { border-color: var(--warn); }
h3 { font-size: var(--size-m); margin: var(--space-6) 0 var(--space-2); }
.qr { display: block; width: 14rem; max-width: 100%; height: auto; border-radius: var(--corner); }
.codes { columns: 15rem 2; max-width: 36rem; } details { margin-top: var(--space-6); }
a.button { display: inline-flex; align-items: center; min-height: var(--target); padding: 0 var(--space-4);
  border-radius: var(--corner); background: var(--stated); color: var(--page); text-decoration: none; }
.cards { list-style: none; padding: 0; display: grid; gap: var(--space-4); grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); }
.cards > li { border: 1px solid var(--line); border-radius: var(--corner); padding: var(--space-4); background: var(--surface); }
.cards h2 { margin-top: 0; } .cards .button { margin-top: var(--space-4); } fieldset { border: 1px solid var(--line); border-radius: var(--corner); margin: var(--space-4) 0 0;
  max-width: 34rem; padding: 0 var(--space-4) var(--space-4); } legend { font-weight: 600; padding: 0 var(--space-2); }
.switch { font-weight: 400; min-height: var(--target); display: flex; align-items: center; } .thumb { max-width: 4rem; max-height: 3rem; background: #fff; }
fieldset fieldset { max-width: none; } .row { flex-wrap: wrap; } li strong { overflow-wrap: anywhere; }
fieldset.words { border: 0; margin: 0; padding: 0; max-width: none; display: grid; gap: 0 var(--space-3);
  grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); } .words label { margin-top: var(--space-2); font-weight: 400; } details > fieldset:first-of-type { margin-top: 0; } .chips { list-style: none; padding: 0;
  display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); } .chips a { display: inline-flex; align-items: center;
  min-height: var(--target); } td form { flex-wrap: wrap; } textarea.code { font-family: ui-monospace, monospace; font-size: var(--size-s); max-width: none; }
.difference { overflow-x: auto; border: 1px solid var(--line); border-radius: var(--corner); padding: var(--space-3); }
.difference .left { color: var(--bad); } .difference .right { color: var(--good); }
a.button.quiet { background: transparent; color: var(--text); border: 1px solid var(--quiet); }
.chips a[aria-current] { font-weight: 600; color: var(--text); text-decoration: none; }
.acts { margin: var(--space-4) 0; } .acts button { margin: 0; } .asWritten { white-space: pre-line; } .printed { overflow-x: auto; }
iframe.phone { width: 100%; max-width: 24.5rem; height: min(46rem, 80vh); } .previewed:has(input[value="wide"]:checked) iframe { max-width: none; }
.sizes { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-6); max-width: none; margin-bottom: var(--space-4); } .sizes label { margin: 0;
  display: inline-flex; align-items: center; min-height: var(--target); font-weight: 400; } input[type="radio"] { display: inline; width: auto; min-height: 0; margin-right: var(--space-2); }
.besidePreview > aside { display: none; } table.bars { width: auto; } .bars progress { width: min(16rem, 40vw); } progress { accent-color: var(--stated); }
.verdicts { padding-left: var(--space-6); } .verdicts p { margin: 0 0 var(--space-1); } .verdicts li { margin-bottom: var(--space-3); }
.tag { border: 1px solid var(--line); border-radius: var(--corner); padding: 0 var(--space-2); margin-right: var(--space-2); background: var(--surface); }
figure { margin: 0; } .chart { width: 100%; max-width: 40rem; height: 6rem; } .chart rect, .strip circle { fill: var(--stated); }
.strip .wrong { stroke: var(--bad); stroke-width: 2; fill: none; } .strip .limit { stroke: var(--quiet); stroke-dasharray: 4; } .empty { color: var(--quiet); } code { overflow-wrap: anywhere; }
iframe { width: 100%; height: 80vh; border: 1px solid var(--line); border-radius: var(--corner); background: #fff; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: var(--space-1) var(--space-6); } dd { margin: 0; }
@media (min-width: 75rem) { main:has(.besidePreview) { max-width: none; } .besidePreview { display: grid; gap: var(--space-8);
  grid-template-columns: minmax(0, 1fr) 24.5rem; } .besidePreview > aside { display: block; } .besidePreview > aside iframe { position: sticky; top: var(--space-4); } }
@media (max-width: 48rem) { .frame { display: block; } .rail { border-right: 0; border-bottom: 1px solid var(--line); }
  .rail { padding: var(--space-2) var(--space-3); } .rail ul { display: flex; flex-wrap: wrap; }
  .bar { flex-wrap: wrap; gap: var(--space-2) var(--space-4); padding: var(--space-3) var(--space-4); }
  main { padding: var(--space-4); } }
`;

import { createHash } from "node:crypto";

const LIGHT = `--page:#ffffff;--surface:#f6f7f9;--line:#d9dde3;--text:#1b2430;--quiet:#556070;--stated:#0b62a4;--implicit:#b8500b;--both:#1b2430;--good:#1e7145;--warn:#8a5a00;--bad:#a3262a;--focus:#0b62a4;--alert:#fdf3dc;`;
const DARK = `--page:#14171c;--surface:#1c2027;--line:#333a45;--text:#eef1f5;--quiet:#a9b3c0;--stated:#6db3e8;--implicit:#f0a05a;--both:#eef1f5;--good:#6cc796;--warn:#e0b04c;--bad:#f2898c;--focus:#6db3e8;--alert:#2e2717;`;

/** Colours of the printed page and of exported figures, by custom property. */
export const lightColours: Readonly<Record<string, string>> = Object.fromEntries(
  LIGHT.split(";").flatMap((declaration) => {
    const [name, value] = declaration.split(":");
    return name && value ? [[name, value]] : [];
  }),
);

const BASE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*,*::before,*::after{box-sizing:border-box}
html{font:16px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans","Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%;scroll-behavior:auto}
body{margin:0;background:var(--page);color:var(--text);counter-reset:figure;font-kerning:normal}
h1,h2,h3,p,ul,ol,dl,dd,figure,table{margin:0;padding:0}
h1{font-size:1.728rem;line-height:1.2;font-weight:650;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.44rem;line-height:1.25;font-weight:650;letter-spacing:-.005em}
h3{font-size:1rem;line-height:1.35;font-weight:650;text-wrap:pretty}
a{color:var(--stated);text-underline-offset:2px;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}
code{font:.875em/1.5 ui-monospace,"SF Mono","Cascadia Mono","Liberation Mono",Menlo,monospace;overflow-wrap:anywhere}
main,.head,.foot{max-width:72rem;margin:0 auto;padding:0 24px}
`;

const PAGE = `
.simulated{background:var(--alert);color:var(--text);border-bottom:2px solid var(--warn);font-weight:650}
.simulated p{max-width:72rem;margin:0 auto;padding:8px 24px}
.simulated span{font-weight:400}
.deviation{border-left:4px solid var(--bad);background:var(--surface);padding:12px 16px;margin-top:16px;max-width:none}
.head{padding-top:20px}
.kicker{font-size:.833rem;color:var(--quiet);margin-bottom:4px}
.lead{margin-top:8px;max-width:none;text-wrap:pretty}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:8px 24px;margin-top:12px;padding:10px 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:.833rem;line-height:1.4}
.facts dt{color:var(--quiet)}
.facts dd{overflow-wrap:anywhere}
.first{display:grid;grid-template-columns:minmax(0,7fr) minmax(0,6fr);gap:16px 40px;padding-top:16px}
.first.alone{grid-template-columns:minmax(0,1fr)}
.columns>.answers{display:block}
.columns .answers li{margin-bottom:9px;break-inside:avoid}
.columns>.figure{break-inside:avoid;margin-bottom:24px;max-width:40rem}
@media (min-width:64rem){.columns{columns:2;column-gap:40px}}
.answers{list-style:none;display:grid;gap:9px}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.answers li{display:flex;flex-wrap:wrap;gap:2px 16px;align-items:baseline;justify-content:space-between;border-bottom:1px solid var(--line);padding-bottom:9px}
.answers li:last-child{border-bottom:0}
.meaning{border-top:2px solid var(--line);margin-top:8px;padding-top:8px}
.meaning p{margin:0 0 6px}
.part .glossary{max-width:none}
.glossary span{margin-right:12px}
.question{font-size:.833rem;color:var(--quiet)}
.says{text-wrap:pretty;line-height:1.4;flex:1 0 100%}
.verdict{margin-left:auto;display:flex;flex-wrap:wrap;justify-content:flex-end;gap:0 14px;font-size:.833rem;line-height:1.4}
.estimate{font-variant-numeric:tabular-nums;font-weight:650;white-space:nowrap}
.tag{font-weight:650}
.of{white-space:nowrap;font-size:.833rem}
.of{color:var(--quiet)}
.contents{margin-top:16px;padding:10px 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:.833rem}
.contents ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px}
.contents a{color:var(--text)}
.part{padding-top:48px}
.part h2{padding-bottom:8px;border-bottom:2px solid var(--text);margin-bottom:16px}
.part>p,.opening>p,.prose p,.prose li{max-width:68ch;text-wrap:pretty}
.part>p+p,.opening>p+p,.opening+p,.prose p+p{margin-top:12px}
.notes{margin-top:24px}
.prose ul{padding-left:1.2em;display:grid;gap:6px;margin-top:12px}
.below{margin-top:16px}
.quiet{color:var(--quiet)}
.foot{margin-top:64px;padding-top:16px;padding-bottom:48px;font-size:.833rem;color:var(--quiet)}
.foot p{max-width:90ch;border-top:1px solid var(--line);padding-top:12px}
.foot p+p{border:0;padding-top:8px}
.reproduce{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:6px 24px}
.reproduce dt{color:var(--quiet)}
`;

const FIGURES = `
.figures{display:grid;grid-template-columns:minmax(0,1fr);gap:40px;margin-top:24px}
.figures .half{max-width:40rem}
.figures .figures{margin-top:0}
.stack{display:flex;flex-direction:column;gap:40px;min-width:0}
.figures>.table{margin-top:0}
@media (min-width:64rem){.figures{grid-template-columns:repeat(2,minmax(0,1fr))}.figures .full{grid-column:1/-1}.figures .half{max-width:none}}
.figure{display:flex;flex-direction:column;min-width:0}
.figure h3::before{counter-increment:figure;content:"Figure " counter(figure) ". ";color:var(--quiet);font-weight:400}
.subtitle{font-size:.833rem;line-height:1.4;color:var(--quiet);margin-top:4px;text-wrap:pretty}
.figure svg{display:block;width:100%;height:auto;margin-top:8px;overflow:visible}
.figure text{white-space:pre}
.figure .narrow{display:none}
.source{font-size:.75rem;line-height:1.4;color:var(--quiet);margin-top:6px;overflow-wrap:anywhere}
details{margin-top:6px;font-size:.833rem}
summary{cursor:pointer;color:var(--stated);padding:6px 0;width:max-content;max-width:100%}
@media (max-width:40rem){.figure .wide{display:none}.figure .narrow{display:block}}
`;

const TABLES = `
.scroll{overflow-x:auto;max-width:100%;background:linear-gradient(to right,transparent,var(--page) 60%) right/40px 100% no-repeat local,linear-gradient(to left,var(--line),transparent) right/10px 100% no-repeat scroll}
.caption{font-size:.833rem;line-height:1.35;font-weight:650;padding:4px 0 6px;text-wrap:pretty}
table{border-collapse:collapse;font-size:.833rem;line-height:1.35;font-variant-numeric:tabular-nums;width:100%}
th,td{padding:6px 14px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{font-weight:400;color:var(--quiet);vertical-align:bottom;border-bottom:1px solid var(--quiet)}
tbody th{font-weight:400}
tbody tr:last-child>*{border-bottom:1px solid var(--quiet)}
.num{text-align:right;white-space:nowrap}
thead .num{white-space:normal;min-width:4.2em}
th:last-child,td:last-child{padding-right:0}
.text{min-width:9em}
tbody th{position:sticky;left:0;background:var(--page)}
.table{margin-top:24px;min-width:0}
.table.small{max-width:46rem}
.note{font-size:.75rem;line-height:1.45;color:var(--quiet);margin-top:6px;max-width:90ch}
`;

const SMALL = `
@media (max-width:60rem){.first{grid-template-columns:minmax(0,1fr)}}
@media (max-width:40rem){
.verdict{justify-content:flex-start;margin-left:0;order:3}
main,.head,.foot{padding-left:20px;padding-right:20px}
.simulated p{padding:8px 20px}
h1{font-size:1.44rem}h2{font-size:1.2rem}
.facts{grid-template-columns:repeat(2,minmax(0,1fr));gap:8px 16px}
.reproduce{grid-template-columns:minmax(0,1fr);gap:2px}
.reproduce dd{margin-bottom:8px}
.contents li{min-height:44px;display:flex;align-items:center}

.text{min-width:6.5em}
summary{min-height:44px;display:list-item;padding:11px 0}
}
`;

// The numbers of a figure and the checklists stay in the page and the files: on paper they would be half of it.
const PRINT = `
@page{size:A4;margin:15mm 15mm 17mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt Arial,sans-serif;color:#556070}}
@page simulated{@top-center{content:"SIMULATED DATA, no real person";font:bold 9pt Arial,sans-serif;color:#8a5a00}}
@media print{
:root{color-scheme:light;${LIGHT}}
html{font-size:9pt}
body.of-simulated{page:simulated}
main,.head,.foot{max-width:none;padding:0}
.head{padding-top:12px}
.simulated{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.simulated p{padding:6px 10px}
.contents{display:none}
h2,h3,.caption,.glossary,.part>p,.opening>p{break-after:avoid}
.opening{break-inside:avoid}
figure,.answers li,.prose li,tr,.facts,.table{break-inside:avoid}
.figure{display:block}
.first{grid-template-columns:minmax(0,7fr) minmax(0,6fr);gap:12px 20px}
.figures{display:block;font-size:0}
.figures>*{display:inline-block;vertical-align:top;width:48.5%;font-size:9pt;margin:0 0 14px;max-width:none}
.figures>:nth-child(odd){margin-right:3%}
.figures>.full{width:100%;margin-right:0}
.figures .half svg{max-height:54mm}
#figure-roc svg{max-height:84mm}
#checklists{display:none}
.prose{columns:2;column-gap:24px}
.figure .wide{display:block}.figure .narrow{display:none}
svg,.simulated{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.scroll{overflow:visible}
table{font-size:7.5pt}
th,td{padding:3px 8px 3px 0}
.text{min-width:8em}
tbody th{min-width:7em}
thead{display:table-header-group}
details{display:none}
.columns{columns:2;column-gap:24px}
.first{break-after:page}
.part{padding-top:14px}
.part h2{padding-bottom:4px;margin-bottom:8px}
.table{margin-top:12px}
.notes{margin-top:12px}
a{color:inherit;text-decoration:none}
a[href^="#"]::after{content:""}
}
`;

/** The report's one stylesheet. Nothing in it depends on the data, so that its hash is the same for every report. */
export const reportStyle: string = [BASE, PAGE, FIGURES, TABLES, SMALL, PRINT].join("").replaceAll("\n", "");

/** The stylesheet's SHA-256 as a content policy writes it, without quotes: `sha256-…` for `style-src`. */
export function reportStyleHash(): string {
  return `sha256-${createHash("sha256").update(reportStyle, "utf8").digest("base64")}`;
}

/** The look shared by participant pages, console and report: custom properties only; each surface adds its layout. Timed
 *  tasks stand on the light ground whatever the device prefers: contrast changes how fast people see. */
export const tokensCss = `:root, :root:has(.timed), .saydo-task {
  color-scheme: light dark;
  --page: #ffffff; --surface: #f6f7f9; --line: #d9dde3;
  --text: #1b2430; --quiet: #556070;
  --stated: #0b62a4; --implicit: #b8500b; --both: #1b2430;
  --good: #1e7145; --warn: #8a5a00; --bad: #a3262a;
  --focus: #0b62a4; --shadow: 0 8px 24px rgb(20 23 28 / 14%);
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --size-s: 0.833rem; --size-m: 1rem; --size-l: 1.2rem; --size-xl: 1.44rem; --size-xxl: 1.728rem;
  --space-1: 4px; --space-2: 8px; --space-3: 12px; --space-4: 16px; --space-6: 24px; --space-8: 32px;
  --space-12: 48px; --space-16: 64px;
  --corner: 6px; --measure: 68ch; --target: 44px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171c; --surface: #1c2027; --line: #333a45;
    --text: #eef1f5; --quiet: #a9b3c0;
    --stated: #6db3e8; --implicit: #f0a05a; --both: #eef1f5;
    --good: #6cc596; --warn: #e0b050; --bad: #f08a8d;
    --focus: #6db3e8; --shadow: 0 8px 24px rgb(0 0 0 / 50%);
  }
}
`;

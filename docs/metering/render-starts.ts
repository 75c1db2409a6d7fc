import type { StartCell } from "./ways-cell.ts";

/** The table of ways to start metering × what the app has of OpenTelemetry. */
export function renderStarts(tested: readonly StartCell[]): string {
  const apps = [...new Set(tested.map(({ app }) => app))];
  const starts = [...new Set(tested.map(({ start }) => start))];
  const rows = starts.map((start) => {
    const marks = apps.map((app) => (tested.some((cell) => cell.start === start && cell.app === app) ? "✓" : "–"));
    return `| ${start} | ${marks.join(" | ")} |`;
  });
  return `| start | ${apps.join(" | ")} |
|---|${apps.map(() => ":-:|").join("")}
${rows.join("\n")}

– was tried without OpenTelemetry only: what an app has of it makes no difference to the starts above.
`;
}

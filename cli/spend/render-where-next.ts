import { relative } from "node:path";
import { styleText } from "node:util";

/** Where to look next: boards, commands, and how to point an app at the stack. No secret is printed. */
export function renderWhereNext(stack: { grafanaUrl?: string; home?: string }): string {
  const { grafanaUrl } = stack;
  const fromHere = relative(process.cwd(), stack.home ?? ".tollgate");
  const home = fromHere.startsWith("..") ? (stack.home ?? "") : fromHere;
  const head = (text: string) => styleText("bold", text.padEnd(10));
  const boards = grafanaUrl
    ? [`${grafanaUrl}`, `user admin, password GRAFANA_ADMIN_PASSWORD in ${home}/secrets.env`]
    : ["need Grafana: use Docker, or set GRAFANA_HOME to an unpacked one"];
  const app = [`node --env-file=${home}/app.env --import tollgate/register app.js`];
  const commands = ["npx tollgate spend --days 7", "npx tollgate budget --help"];
  const block = (name: string, lines: string[]) => lines.map((line, at) => `  ${head(at === 0 ? name : "")}${line}`);
  return [
    styleText("bold", "Where to look next"),
    ...block("Boards", boards),
    ...block("Commands", commands),
    ...block("Your app", app),
  ].join("\n");
}

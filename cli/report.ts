import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { timezoneArgument } from "./budget/budget-arguments.ts";
import { PACKAGE_ROOT } from "./package-root.ts";
import { monthArgument } from "./report/month-argument.ts";
import { readReport } from "./report/read-report.ts";
import { renderReport } from "./report/render-report.ts";
import { reportFiles } from "./report/report-files.ts";
import { READER_URL_HELP, withReader } from "./stack/with-reader.ts";

interface Options {
  month: string;
  tenant?: string;
  timezone: string;
  top: number;
  out: string;
  url?: string;
}

/** `tollgate report`: a month as Markdown and CSV, to lay beside the providers' invoices. */
export function reportCommand(): Command {
  return new Command("report")
    .description("write a month's spend as Markdown and CSV, to lay beside the providers' invoices")
    .requiredOption("--month <month>", "the month, as 2026-10", monthArgument)
    .option("--tenant <tenant>", "only calls and budgets of this tenant")
    .option("--timezone <zone>", "whose midnights bound the month; invoices are by UTC", timezoneArgument, "UTC")
    .option("--top <n>", "rows of each table of names in the Markdown; the CSV files have all", topArgument, 20)
    .option("--out <folder>", "where to; it is made when it is missing", ".")
    .option("--url <url>", READER_URL_HELP)
    .action(async ({ out, top, url, ...options }: Options) => {
      const data = await withReader(url, `report ${options.month}`, (client) => readReport(client, options));
      const whose = options.tenant === undefined ? "" : `${options.tenant.replaceAll(/[^\w.-]/g, "_")}-`;
      const stem = `report-${whose}${options.month}`;
      const files = reportFiles(data, stem);
      const { version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8")) as { version: string };
      const text = renderReport(data, {
        ...{ top, version, madeAt: new Date(), files: [...files.keys()] },
        command: `tollgate report ${words(options)}`,
      });
      // The text last: where it is, the files that it names are too.
      writeFiles(out, new Map([...files, [`${stem}.md`, text]]));
      console.log(join(out, `${stem}.md`));
    });
}

function words({ month, tenant, timezone }: Pick<Options, "month" | "tenant" | "timezone">): string {
  const asked = [
    `--month ${month}`,
    ...(tenant === undefined ? [] : [`--tenant ${JSON.stringify(tenant).replaceAll("`", "'")}`]),
  ];
  return [...asked, `--timezone ${timezone}`].join(" ");
}

/** @throws {Error} One line with the folder. */
function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) {
      const part = join(folder, `${name}.part-${process.pid}`);
      writeFileSync(part, text);
      renameSync(part, join(folder, name));
    }
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new Error(`Cannot write the report into "${folder}": ${cause.message}`, { cause });
  }
}

/** @throws {InvalidArgumentError} */
function topArgument(text: string): number {
  const rows = Number(text);
  if (/^\d+$/.test(text) && rows >= 1 && rows <= 1000) return rows;
  throw new InvalidArgumentError(`"${text}" is not a number of rows from 1 to 1000.`);
}

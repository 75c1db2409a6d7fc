import { SingleBar } from "cli-progress";
import { Command, Option } from "commander";
import { exportCalls } from "./export/export-calls.ts";
import type { ExportFormat } from "./export/export-columns.ts";
import { momentArgument } from "./export/moment-argument.ts";
import { writeExport } from "./export/write-export.ts";
import { READER_URL_HELP, withReader } from "./stack/with-reader.ts";

interface Options {
  from: Date;
  to: Date;
  tenant?: string;
  columns?: string[];
  format: ExportFormat;
  out?: string;
  url?: string;
}

/** `tollgate export`: the calls of a period as a file, one a line. */
export function exportCommand(): Command {
  return new Command("export")
    .description("write the calls of a period as CSV or JSON lines, in order of time")
    .requiredOption("--from <moment>", "the first moment: a day in UTC, or as 2026-10-01T12:00:00Z", momentArgument)
    .requiredOption("--to <moment>", "the end, itself not included", momentArgument)
    .option("--tenant <tenant>", "only calls of this tenant")
    .option("--columns <names>", "columns of tollgate.calls and billed_usd, separated by commas", (names) =>
      names.split(",").map((name) => name.trim()),
    )
    .addOption(new Option("--format <format>", "how it is written").choices(["csv", "jsonl"]).makeOptionMandatory())
    .option("--out <file>", "where to; a name that ends in .gz is compressed (default: standard output)")
    .option("--url <url>", READER_URL_HELP)
    .addHelpText(
      "after",
      "\nMoney and ids are text with all their digits, and times are UTC. cost_usd is as corrected by re-pricing, billed_usd as it was when the" +
        "\ncall was made; both are 0 for an unpriced call: read them with cost_status." +
        "\nA file appears under its name only when it is whole.",
    )
    .action(async ({ out, url, ...options }: Options) => {
      if (options.to <= options.from) {
        throw new Error(
          `Cannot export calls: --to ${options.to.toISOString()} is not after --from ${options.from.toISOString()}`,
        );
      }
      await withReader(url, "export calls", async (client) => {
        const bar = progressBar();
        try {
          await writeExport(exportCalls(client, { ...options, onProgress: bar.tell }), out);
        } finally {
          bar.stop();
        }
      });
    });
}

/** On standard error, and only for a person: nothing where it is a file or a pipe. */
function progressBar(): { tell: (calls: number, total: number) => void; stop: () => void } {
  const bar = new SingleBar({
    format: "{bar} {percentage} % · {value} of {total} calls · {eta_formatted} to go",
    formatValue: (value, _options, type) =>
      type === "value" || type === "total" ? value.toLocaleString("en") : `${value}`,
    clearOnComplete: true,
    hideCursor: true,
    etaBuffer: 100,
  });
  let isOn = false;
  return {
    tell(calls, total) {
      if (!process.stderr.isTTY) return;
      if (isOn) bar.update(calls);
      else bar.start(total, calls);
      isOn = true;
    },
    stop() {
      if (isOn) bar.stop();
    },
  };
}

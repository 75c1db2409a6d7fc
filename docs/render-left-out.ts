import { sourceProviders } from "../instrumentation/pricing/generate/source-providers.ts";
import { wantedPrices } from "../instrumentation/pricing/generate/wanted-prices.ts";
import { ALL_OWN_PRICES } from "../instrumentation/pricing/own-prices/all-own-prices.ts";
import { FURTHER_NAMES } from "../instrumentation/pricing/own-prices/newer-source.ts";

/** The table of what the book does not take over from its source, and why. */
export function renderLeftOut(): string {
  const { name, providers } = sourceProviders();
  const { notes } = wantedPrices(providers, {
    own: ALL_OWN_PRICES,
    names: FURTHER_NAMES,
    source: name,
    readOn: "2026-11-23",
  });
  const left = notes.flatMap((note) => {
    const [, ofModel, provider = "", model = "", reason = ""] =
      /^left out (?:name "(.+)" of )?([^/ ]+)[/](\S+): (.+)$/.exec(note) ?? [];
    return reason === "" || reason === "no name of it is left" ? [] : [{ provider, name: ofModel ?? model, reason }];
  });
  const rows = [...Map.groupBy(left, ({ provider, reason }) => `${provider} | ${reason}`)].map(([head, names]) => {
    const [provider, reason] = head.split(" | ");
    return `| ${provider} | ${[...new Set(names.map((entry) => `\`${entry.name}\``))].join(", ")} | ${reason} |`;
  });
  return `| provider | names of ${name} | why not |
|---|---|---|
${rows.join("\n")}
`;
}

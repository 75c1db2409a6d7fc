import type { Deployment } from "./price-overrides.ts";
import { readModelNames } from "./read-model-names.ts";
import { readProvider } from "./read-provider.ts";
import type { YamlMap } from "./yaml-map.ts";

/** How Azure deploys a model, by the prefixes of the book's names; a global deployment has none. */
const TYPES = [
  "global",
  "data-zone",
  "data-zone-us",
  "data-zone-eu",
  "data-zone-apac",
  "regional",
  "regional-us",
] as const;

/** `deployments:`, names of one's own for models of the book. A name of a provider stands for one model. */
export function readDeployments(top: YamlMap): Deployment[] {
  const keys = ["provider", "name", "model", "type"];
  const entries = top.entries("deployments", { what: "a deployment", keys });
  const deployments = entries.flatMap((entry) => readDeployment(entry) ?? []);
  const seen = new Map<string, number>();
  for (const { provider, names, line } of deployments) {
    for (const name of names) {
      const other = seen.get(`${provider}/${name}`);
      if (other !== undefined) {
        top.file.complain(line, `Cannot use name "${name}" of a deployment: the one in line ${other} has it`);
      }
      seen.set(`${provider}/${name}`, line);
    }
  }
  return deployments;
}

function readDeployment(entry: YamlMap): Deployment | undefined {
  if (!entry.require("provider", "name", "model")) return undefined;
  const provider = readProvider(entry);
  const names = readModelNames(entry, "name", provider);
  const model = readModelNames(entry, "model", provider)?.[0];
  const type = entry.oneOf("type", TYPES) ?? "global";
  if (provider === undefined || names === undefined || model === undefined) return undefined;
  if (entry.has("type") && provider !== "azure") {
    entry.complain(`Cannot use type "${type}" of a deployment: only provider "azure" has types`, "type");
  }
  return { provider, names, model: type === "global" ? model : `${type}/${model}`, line: entry.line };
}

import { readFileSync } from "node:fs";
import { findProvider, type Provider } from "@pydantic/genai-prices";

const PACKAGE = new URL("../../../node_modules/@pydantic/genai-prices/", import.meta.url);

export interface Source {
  /** `@pydantic/genai-prices 0.1.8`. */
  name: string;
  providers: readonly Provider[];
}

/**
 * Everything that the installed `@pydantic/genai-prices` knows. It gives providers by id only and exports no list of the ids: they are
 * read out of its text, where each provider begins with its id and has one `api_pattern`.
 * @throws {Error} when the text is built otherwise: then providers would be missed
 */
export function sourceProviders(): Source {
  const { version } = JSON.parse(readFileSync(new URL("package.json", PACKAGE), "utf8")) as { version: string };
  const text = readFileSync(new URL("dist/index.js", PACKAGE), "utf8");
  const ids = [...text.matchAll(/^ {4}id: "([^"]+)"/gm)].map(([, id]) => id ?? "");
  const expected = [...text.matchAll(/^ {4}api_pattern: /gm)].length;
  const providers = ids.map((id) => findProvider({ providerId: id })).filter((provider) => provider !== undefined);
  if (expected === 0 || providers.length !== expected || new Set(ids).size !== expected)
    throw new Error(
      `Cannot read the providers of @pydantic/genai-prices ${version}: ${providers.length} of ${ids.length} ids found, expected ${expected}; has its dist/index.js changed?`,
    );
  return { name: `@pydantic/genai-prices ${version}`, providers };
}

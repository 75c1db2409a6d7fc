import { existsSync } from "node:fs";
import { choosePorts } from "../stack/ports.ts";
import { loadSecrets, secretsFile } from "../stack/secrets.ts";

/**
 * ClickHouse with an administrator's credentials: what was given, else CLICKHOUSE_URL, else the stack started in this folder.
 *
 * @throws {Error} When there is none of them.
 */
export async function adminClickHouseUrl(given?: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const url = given ?? env.CLICKHOUSE_URL;
  if (url) {
    if (URL.canParse(url)) return url;
    throw new TypeError(
      `Cannot use ClickHouse address "${url}": expected a URL as in http://admin:PASSWORD@127.0.0.1:8123`,
    );
  }
  const home = env.TOLLGATE_HOME ?? ".tollgate";
  if (!existsSync(secretsFile(home))) {
    throw new Error(
      `Cannot find ClickHouse: no stack was started here, "${secretsFile(home)}" is missing. Run npm start first, set TOLLGATE_HOME, or give --url http://admin:PASSWORD@HOST:8123`,
    );
  }
  const { clickhouse } = await choosePorts({}, env);
  return `http://admin:${encodeURIComponent(loadSecrets(home, env).TOLLGATE_ADMIN_PASSWORD)}@127.0.0.1:${clickhouse}`;
}

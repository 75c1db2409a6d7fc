import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Session } from "chdb";
import { readSchemaFiles } from "../../clickhouse/schema-file.ts";

/** The schema as it stands, in order. */
export const SCHEMA_FILES = readSchemaFiles(fileURLToPath(new URL("../../clickhouse/schema/", import.meta.url)));

export interface RoleSessionOptions {
  /** What the asking user, always `default`, may do, each as `GRANT … ON …`. @default everything */
  grants?: readonly string[];
  /** Row policies by table or view, of everybody: of the one who asks and of the owner of the views. */
  policies?: ReadonlyMap<string, string>;
}

/**
 * The embedded engine with the schema, opened as one role at a time. It cannot CREATE ROLE or CREATE ROW POLICY, but it enforces the grants and
 * filters that a users file gives its one user `default`. Views belong to `owner`, who may do everything, as an administrator who migrates does.
 */
export class RoleEngine {
  readonly #root = mkdtempSync(join(tmpdir(), "tollgate-roles-"));
  #opened = 0;

  constructor() {
    const session = this.open();
    session.query("CREATE DATABASE tollgate ENGINE = Atomic");
    for (const sql of SCHEMA_FILES.filter((file) => !file.serverOnly).flatMap((file) => file.statements)) {
      // Dictionaries read as a user of their own, whatever the asker may.
      session.query(sql.replace("DEFINER = CURRENT_USER", "DEFINER = owner").replace("USER 'default'", "USER 'owner'"));
    }
    session.close();
  }

  /** One at a time: close it before the next. */
  open({ grants = ["GRANT ALL ON *.*"], policies = new Map() }: RoleSessionOptions = {}): Session {
    const filters = [...policies].map(
      ([table, filter]) => `<${table}><filter>${escapeXml(filter)}</filter></${table}>`,
    );
    const databases = filters.length === 0 ? "" : `<databases><tollgate>${filters.join("")}</tollgate></databases>`;
    const user = (name: string, queries: readonly string[]) =>
      `<${name}><password/><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>` +
      `<grants>${queries.map((query) => `<query>${query}</query>`).join("")}</grants>${databases}</${name}>`;
    const users = join(this.#root, `${++this.#opened}.users.xml`);
    const config = join(this.#root, `${this.#opened}.config.xml`);
    writeFileSync(
      users,
      "<clickhouse><profiles><default/></profiles><quotas><default/></quotas>" +
        `<users>${user("default", grants)}${user("owner", ["GRANT ALL ON *.*"])}</users></clickhouse>`,
    );
    writeFileSync(
      config,
      `<clickhouse><user_directories><users_xml><path>${users}</path></users_xml></user_directories></clickhouse>`,
    );
    return new Session(join(this.#root, "data"), { connectionArgs: [`--config-file=${config}`] });
  }

  /** Runs statements as a user with one role's grants; each answer is "ok" or the error's code. */
  as(role: string, statements: readonly string[]): Record<string, string> {
    const session = this.open({ grants: grantsOf(role) });
    const run = (sql: string) => {
      try {
        session.query(sql);
        return "ok";
      } catch (error) {
        return /Code: (\d+)/.exec(String(error))?.[1] ?? String(error);
      }
    };
    try {
      return Object.fromEntries(statements.map((sql) => [sql, run(sql)]));
    } finally {
      session.close();
    }
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

const serverStatements = SCHEMA_FILES.filter((file) => file.serverOnly).flatMap((file) => file.statements);

/** The grants of `tollgate_<role>`, without their grantee. */
export function grantsOf(role: string): string[] {
  return serverStatements.flatMap((sql) => new RegExp(`(GRANT .*) TO tollgate_${role}$`).exec(sql)?.[1] ?? []);
}

/** The row policies of the schema: condition by table or view. */
export const ROW_POLICIES: ReadonlyMap<string, string> = new Map(
  serverStatements.flatMap((sql) => {
    const policy =
      /CREATE ROW POLICY IF NOT EXISTS \w+ ON tollgate\.(\w+)\s+USING ([\s\S]+) AS RESTRICTIVE TO ALL$/.exec(sql);
    return policy === null ? [] : [[policy[1] ?? "", policy[2] ?? ""] as const];
  }),
);

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

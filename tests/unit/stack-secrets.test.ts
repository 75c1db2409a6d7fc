import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadSecrets, SECRET_NAMES, secretsFile } from "../../cli/stack/secrets.ts";

describe("loadSecrets", () => {
  let home = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "tollgate-secrets-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("generates every secret at the first start, each another, and gives the same ones after", () => {
    const first = loadSecrets(home, {});
    expect(Object.keys(first)).toEqual([...SECRET_NAMES]);
    for (const value of Object.values(first)) expect(value).toMatch(/^[0-9a-f]{48}$/);
    expect(new Set(Object.values(first)).size).toBe(SECRET_NAMES.length);
    expect(loadSecrets(home, {})).toEqual(first);
  });

  it("lets only the owner read them, also when the file had been opened up", () => {
    loadSecrets(home, {});
    writeFileSync(secretsFile(home), readFileSync(secretsFile(home)), { mode: 0o644 });
    loadSecrets(home, {});
    expect(statSync(secretsFile(home)).mode & 0o777).toBe(0o600);
  });

  it("keeps the file's own lines and adds what a newer version needs", () => {
    writeFileSync(secretsFile(home), "# mine\nTOLLGATE_TOKEN=chosen\nGF_SMTP_PASSWORD=a=b\n");
    expect(loadSecrets(home, {}).TOLLGATE_TOKEN).toBe("chosen");
    const lines = readFileSync(secretsFile(home), "utf8").split("\n");
    expect(lines).toEqual(expect.arrayContaining(["TOLLGATE_TOKEN=chosen", "GF_SMTP_PASSWORD=a=b"]));
    expect(lines.filter((line) => line.startsWith("TOLLGATE_ADMIN_PASSWORD="))).toHaveLength(1);
  });

  it("prefers a variable of the environment and does not write it down", () => {
    expect(loadSecrets(home, { TOLLGATE_TOKEN: "from the vault" }).TOLLGATE_TOKEN).toBe("from the vault");
    expect(readFileSync(secretsFile(home), "utf8")).not.toContain("vault");
  });

  it("names the Compose project after the folder, so that two clones do not share containers", () => {
    const project = (folder: string) => {
      loadSecrets(folder, {});
      return /^COMPOSE_PROJECT_NAME=(.+)$/m.exec(readFileSync(secretsFile(folder), "utf8"))?.[1];
    };
    const other = join(home, "second");
    expect(project(home)).toMatch(/^tollgate-[0-9a-f]{8}$/);
    expect(project(other)).not.toBe(project(home));
  });
});

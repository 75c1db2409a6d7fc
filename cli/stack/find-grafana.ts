import { execFile } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { findOnPath } from "../../collector/find-on-path.ts";

/** A Grafana that can be started on this machine. */
export interface Grafana {
  command: string;
  /** Arguments before any of ours: `server` for the `grafana` command. */
  args: string[];
  /** The folder with conf/defaults.ini. */
  home: string;
  /** As "13.2.3". */
  version: string;
}

/** GRAFANA_HOME first, then `grafana` or `grafana-server` on PATH; undefined when there is none. */
export async function findGrafana(env: NodeJS.ProcessEnv = process.env): Promise<Grafana | undefined> {
  const chosen = env.GRAFANA_HOME;
  if (chosen) {
    for (const name of ["grafana-server", "grafana"]) {
      const command = join(chosen, "bin", name);
      if (existsSync(command)) return describe(command, name, chosen);
    }
    throw new Error(`Cannot start Grafana: no bin/grafana or bin/grafana-server in GRAFANA_HOME="${chosen}".`);
  }
  for (const name of ["grafana", "grafana-server"]) {
    const command = findOnPath(name);
    if (command === undefined) continue;
    const beside = dirname(dirname(realpathSync(command)));
    const home = [beside, join(beside, "share", "grafana"), "/usr/share/grafana"].find((folder) =>
      existsSync(join(folder, "conf", "defaults.ini")),
    );
    if (home !== undefined) return describe(command, name, home);
  }
  return undefined;
}

async function describe(command: string, name: string, home: string): Promise<Grafana> {
  const { stdout } = await promisify(execFile)(command, ["-v"]);
  const version = /(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw new Error(`Cannot tell the version of "${command}": it answered "${stdout.trim()}"`);
  return { command, args: name === "grafana" ? ["server"] : [], home, version };
}

/**
 * Builds `dist/` for publishing: what apps import, the command line, the embedded engine's process, and the types.
 * Everything is bundled, so that an app which installs tollgate gets no other package but `@opentelemetry/api`.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { thirdPartyLicenses } from "./build/third-party-licenses.ts";
import { PACKAGE_ROOT } from "./package-root.ts";

const DIST = join(PACKAGE_ROOT, "dist");

/**
 * Not bundled. The OpenTelemetry API and LangChain must be the app's own: a second copy would have its own context and its own classes.
 * chdb is 543 MB, and the model SDKs are only what the demo calls.
 */
const EXTERNAL = {
  library: ["@opentelemetry/api", "@langchain/core"],
  command: ["@opentelemetry/api", "chdb"],
};

/**
 * Files of their own, one for the library and the command both: 2.4 and 1.0 MB that are loaded where a provider sends no usage. The ranks
 * apart from the encodings, because they are loaded one after the other.
 */
const TOKENIZERS: Readonly<Record<string, string>> = {
  "gpt-tokenizer/bpeRanks/o200k_base": "tokenizer-o200k-ranks",
  "gpt-tokenizer/encoding/o200k_base": "tokenizer-o200k",
  "gpt-tokenizer/bpeRanks/cl100k_base": "tokenizer-cl100k-ranks",
  "gpt-tokenizer/encoding/cl100k_base": "tokenizer-cl100k",
};

const TOKENIZER_FILES = Object.fromEntries(Object.entries(TOKENIZERS).map(([path, out]) => [path, `./${out}.js`]));

const COMMON: BuildOptions = {
  absWorkingDir: PACKAGE_ROOT,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22.15",
  // Names stay, for stack traces that a person can read; the rest is half of the size.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

rmSync(DIST, { recursive: true, force: true });
const library = await bundle(EXTERNAL.library, {
  entryPoints: {
    index: "instrumentation/index.ts",
    register: "instrumentation/register.ts",
    langchain: "instrumentation/langchain.ts",
    aws: "instrumentation/aws.ts",
  },
  chunkNames: "library-[hash]",
  // Its modules for browsers: those for Node call require(). In a chunk of its own, read where there is a tollgate.prices.yaml.
  alias: { yaml: "./node_modules/yaml/browser/dist/index.js" },
  plugins: [asFiles({ "@opentelemetry/sdk-node": "./node-sdk.cjs", ...TOKENIZER_FILES })],
});
// A file of its own, and CommonJS: it asks the API for names that 1.9 does not have. As an ES module that would end the app, or its
// bundler's run, where this is only loaded when nobody has registered an SDK.
const nodeSdk = await bundle(EXTERNAL.library, {
  stdin: { contents: 'export { NodeSDK } from "@opentelemetry/sdk-node";', resolveDir: PACKAGE_ROOT },
  outfile: join(DIST, "node-sdk.cjs"),
  format: "cjs",
  splitting: false,
  plugins: [leaveOut(/^@opentelemetry\/(.*-grpc|otlp-grpc-exporter-base|exporter-prometheus|configuration)$/)],
});
const tokenizers = await bundle([], {
  entryPoints: Object.entries(TOKENIZERS).map(([path, out]) => ({ in: path, out })),
  chunkNames: "tokenizer-[hash]",
  // Half of the tokens are not ASCII; as escapes they take 0.3 MB more.
  charset: "utf8",
});
const command = await bundle(EXTERNAL.command, {
  entryPoints: { cli: "cli/main.ts", "embedded-clickhouse": "clickhouse/embedded/main.ts" },
  // Beside the entry points, because PACKAGE_ROOT is one folder above whichever file it ends in.
  chunkNames: "command-[hash]",
  plugins: [asFiles(TOKENIZER_FILES)],
  // Bundled CommonJS packages call require() for Node's own modules. Not in the library, which has none of them: in an app that is itself
  // bundled to CommonJS, import.meta.url is undefined, and this line would end the app.
  banner: {
    js: 'import { createRequire as createTollgateRequire } from "node:module"; const require = createTollgateRequire(import.meta.url);',
  },
});
writeFileSync(
  join(DIST, "THIRD-PARTY-LICENSES.txt"),
  thirdPartyLicenses([...library, ...nodeSdk, ...tokenizers, ...command], PACKAGE_ROOT),
);
emitTypes();

/** @returns the files that went in. @throws {Error} When a bundle imports a package that will not be there. */
async function bundle(external: string[], options: BuildOptions): Promise<string[]> {
  const { metafile } = await build({
    ...COMMON,
    ...(options.outfile === undefined && { outdir: DIST }),
    ...options,
    external: external.flatMap((name) => [name, `${name}/*`]),
  });
  for (const [file, { bytes, imports }] of Object.entries(metafile?.outputs ?? {})) {
    const foreign = imports.filter(({ path, external: isExternal }) => isExternal && !isBuiltin(path));
    const unexpected = foreign.filter(
      ({ path }) => !path.startsWith("./") && !external.some((name) => path === name || path.startsWith(`${name}/`)),
    );
    if (unexpected.length > 0) {
      throw new Error(
        `Cannot build ${file}: it imports "${unexpected[0]?.path}", which is not installed with tollgate; allowed are ${external.join(", ")}`,
      );
    }
    const needsBanner =
      options.banner === undefined &&
      options.format === undefined &&
      /\b__require\(|import\.meta/.test(readFileSync(join(PACKAGE_ROOT, file), "utf8"));
    if (needsBanner) {
      throw new Error(
        `Cannot build ${file}: it uses require() or import.meta, which an app bundled to CommonJS does not have`,
      );
    }
    console.log(`${file} ${(bytes / 1000).toFixed(1)} kB`);
  }
  return Object.keys(metafile?.inputs ?? {});
}

/**
 * Makes an empty module of parts of `@opentelemetry/sdk-node` that only its own configuration by environment or file would use. We hand it
 * our processor; gRPC alone would be 350 kB and needs `require()`.
 */
function leaveOut(filter: RegExp): Plugin {
  return {
    name: "leave-out",
    setup(build) {
      build.onResolve({ filter }, ({ path }) => ({ path, namespace: "left-out" }));
      build.onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "module.exports = {};", loader: "js" }));
    },
  };
}

/** Imports of these become imports of files that lie beside the bundle. */
function asFiles(files: Readonly<Record<string, string>>): Plugin {
  return {
    name: "as-files",
    setup: (build) =>
      build.onResolve({ filter: /^[@a-z]/ }, ({ path }) => {
        const file = files[path];
        return file === undefined ? undefined : { path: file, external: true };
      }),
  };
}

function emitTypes(): void {
  execFileSync(join(PACKAGE_ROOT, "node_modules/.bin/tsc"), ["-p", "tsconfig.package.json"], {
    cwd: PACKAGE_ROOT,
    stdio: "inherit",
  });
  // tsc leaves "./x.ts" in declarations; the package has x.d.ts, which "./x.js" finds.
  for (const entry of readdirSync(join(DIST, "types"), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replaceAll(/(from |import\()"(\.[^"]*)\.ts"/g, '$1"$2.js"'));
  }
}

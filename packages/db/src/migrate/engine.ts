import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine as Engine, SchemaFilter } from '@prisma/schema-engine-wasm';
import type pg from 'pg';

/** `packages/db/prisma`: the schema and its migrations. */
export const PRISMA_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'prisma');

/** No table of ours is kept out of migrations; the queue's tables live in a schema of their own. */
export const NO_FILTER: SchemaFilter = { externalTables: [], externalEnums: [] };

interface EngineModule {
  SchemaEngine: { new: typeof Engine.new };
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

let engineModule: Promise<EngineModule> | undefined;

/** Prisma's migration engine as WebAssembly from the packages: no download, no binary of its own. */
export async function openMigrationEngine(pool: pg.Pool): Promise<Engine> {
  engineModule ??= loadEngineModule();
  const { SchemaEngine } = await engineModule;
  const schema = await readFile(join(PRISMA_FOLDER, 'schema.prisma'), 'utf8');
  return SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool)),
  );
}

/** Node does not load a .wasm by import without a flag, so it is instantiated by hand. */
async function loadEngineModule(): Promise<EngineModule> {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const glue: EngineModule & WebAssembly.ModuleImports = await import(
    pathToFileURL(join(folder, 'schema_engine_bg.js')).href
  );
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes), {
    './schema_engine_bg.js': { ...glue, ...timersThatLetGo(glue) },
  });
  glue.__wbg_set_wasm(instance.exports);
  const initialise = instance.exports.__wbindgen_start;
  if (typeof initialise === 'function') initialise();
  return glue;
}

/** The engine never clears the timer of its lock; left alone, it would keep the process alive ten seconds longer. */
function timersThatLetGo(glue: WebAssembly.ModuleImports): WebAssembly.ModuleImports {
  const names = Object.keys(glue).filter((name) => name.startsWith('__wbg_setTimeout'));
  const setTimer = (callback: () => void, milliseconds: number) => setTimeout(callback, milliseconds).unref();
  return Object.fromEntries(names.map((name) => [name, setTimer]));
}

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Bundle {
  script: string;
  style: string;
}

let bundled: Promise<Bundle> | undefined;

/** The page's script and style, built once in this process and kept in memory. */
export function pageBundle(): Promise<Bundle> {
  bundled ??= build({
    entryPoints: [fileURLToPath(new URL('../../ui/main.tsx', import.meta.url))],
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  }).then(({ outputFiles }) => {
    const textOf = (extension: string) => outputFiles.find((file) => file.path.endsWith(extension))?.text ?? '';
    return { script: textOf('.js'), style: textOf('.css') };
  });
  return bundled;
}

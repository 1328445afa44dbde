import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;

let loaded: { readonly regular: Buffer; readonly bold: Buffer } | null = null;

/** Noto Sans SC, read once: every character of Chinese names and addresses, with the right to embed it (OFL 1.1). */
export function documentFonts(): { readonly regular: Buffer; readonly bold: Buffer } {
  loaded ??= { regular: fontFile('400Regular'), bold: fontFile('700Bold') };
  return loaded;
}

function fontFile(weight: '400Regular' | '700Bold'): Buffer {
  return readFileSync(resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`));
}

// Finds a Chromium for the browser tests; installs it where that needs no question, else says exactly how.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable'];
const MACOS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

const HOW_TO = `No Chromium was found; the browser tests need one.
  Debian         sudo apt-get install chromium fonts-noto-cjk
  Ubuntu         sudo snap install chromium && sudo apt-get install fonts-noto-cjk
  Fedora         sudo dnf install chromium google-noto-sans-cjk-fonts
  macOS          brew install --cask chromium      (Google Chrome works too)
  Windows        winget install Google.Chrome
A Chromium in another place: set CHROMIUM_PATH to its program file.`;

/** @returns the path of a Chromium (or Chrome, Edge) that can be started; null when there is none. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return isProgram(named) ? named : null;
  return candidates().find(isProgram) ?? null;
}

function candidates() {
  if (process.platform === 'darwin') return MACOS;
  if (process.platform === 'win32') {
    const bases = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
      Boolean,
    );
    return bases.flatMap((base) => WINDOWS.map((path) => join(base, path)));
  }
  const folders = [
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
  ];
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function installWithApt() {
  const steps = [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']];
  return steps.every((args) => {
    process.stderr.write(`› apt-get ${args.join(' ')}\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status === 0;
  });
}

/** Installs Chromium where we may without asking: as root on a machine with apt-get. */
function ensureChromium() {
  if (process.env.CHROMIUM_PATH && !findChromium()) {
    process.stderr.write(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, but no program is there.\n`);
    return 1;
  }
  const isRoot = process.getuid?.() === 0;
  if (!findChromium() && isRoot && existsSync('/usr/bin/apt-get')) installWithApt();
  const found = findChromium();
  process.stderr.write(found ? `Chromium: ${found}\n` : `${HOW_TO}\n`);
  return found ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = ensureChromium();

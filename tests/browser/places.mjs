// Where things are. `scripts/test-browser` sets CERTLIFT and CHROMIUM.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const work = join(root, 'build/browser/work');
export const certlift = process.env.CERTLIFT;
export const chromiumProgram = process.env.CHROMIUM;

/** What npm has installed, which is not beside the sources. */
export const installed = createRequire(join(root, 'build/browser/package.json'));

// Makes pages, with the program itself.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { certlift, work } from './places.mjs';

/** Runs the program; its exit code tells what it found, so only 2 and those above are failures. */
export function run(words, folder, most = 1) {
  return new Promise((resolve, reject) => {
    execFile(certlift, words, { cwd: folder, maxBuffer: 1 << 28 }, (error, output, errors) => {
      const code = error ? error.code : 0;
      if (typeof code === 'number' && code <= most) resolve(output);
      else reject(new Error(`certlift ${words.join(' ')} in ${folder}: exit code ${code}\n${errors}`));
    });
  });
}

/** Writes a configuration that is not the project's into a folder of its own. */
export function writeConfiguration(name, text) {
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'applicationHost.config'), text);
  return folder;
}

/** The page of one command on files of a folder. */
export async function makePage(words, folder, options = [], files = ['applicationHost.config']) {
  const html = await run([...words, '--format', 'html', ...options, ...files], folder);
  const path = join(folder, `${words.join('').replaceAll('/', '-')}.html`);
  writeFileSync(path, html);
  return { path, url: pathToFileURL(path).href, html };
}

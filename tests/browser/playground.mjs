// The page of playground/, led by the tests, and the program as what it is held against.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { certlift, work } from './places.mjs';

/** certlift.html; undefined: it could not be built here. */
export const playground = process.env.PLAYGROUND && pathToFileURL(process.env.PLAYGROUND).href;

/** Chooses a file as a person does, and waits for what comes of it. */
export async function choose(page, path) {
  await page.locator('#file').setInputFiles(path);
  await settled(page);
}

/** Until the page has come to something. */
export function settled(page, timeout = 60_000) {
  const hasSettled = () => {
    const isHidden = (selector) => document.querySelector(selector).hidden;
    return isHidden('#working') && !(isHidden('#result') && isHidden('#failure'));
  };
  return page.waitForFunction(hasSettled, null, { timeout });
}

/** The thread that the library runs in. */
export async function workerOf(page) {
  return page.workers()[0] ?? page.waitForEvent('worker');
}

/** What the page has come to: the failure it shows, or the findings, the report and the bytes. */
export async function outcome(page) {
  const failure = page.locator('#failure');
  if (await failure.isVisible()) return { failure: await failure.textContent() };
  const came = await page.evaluate(() => {
    const { json, html, fixed } = result;
    const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    const text = (bytes) => new TextDecoder().decode(bytes);
    return { json: text(json), html: text(html), fixed: base64(fixed) };
  });
  return { ...came, fixed: Buffer.from(came.fixed, 'base64') };
}

function program(words, folder) {
  return new Promise((resolve) => {
    execFile(certlift, words, { cwd: folder, maxBuffer: 1 << 29, encoding: 'buffer' }, (_error, output, errors) => resolve({ output, errors: errors.toString() }));
  });
}

/** What a command prints of such a file, as a page that knows no host would say it. */
export async function printed(words, { folder }) {
  return (await program(words, folder)).output.toString().replaceAll(` on ${hostname()}<`, '<');
}

/** The page that answers a question about one request or one log. */
export async function answered(page) {
  await page.locator('#answer').waitFor();
  return page.locator('#answer').getAttribute('srcdoc');
}

let folders = 0;

/** A file of that name in a folder of its own. */
export function put(bytes, name = 'applicationHost.config') {
  const folder = join(work, 'playground', String((folders += 1)));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
  return { folder, name, path: join(folder, name) };
}

/** What the program makes of such a file, as a page that knows no host would say it. */
export async function ofProgram({ folder, name }, options = []) {
  const [json, html, fix] = await Promise.all([
    program(['check', '--format', 'json', ...options, name], folder),
    program(['check', '--format', 'html', ...options, name], folder),
    program(['fix', '--force', '-o', 'fixed', ...options, name], folder),
  ]);
  const report = JSON.parse(json.output.toString());
  if (report.targets[0].error) return { failure: json.errors.trim().replace(/^certlift: /, '') };
  if (fix.errors) throw new Error(fix.errors);
  return {
    json: json.output.toString().replace(`"host": "${hostname()}"`, '"host": ""'),
    html: html.output.toString().replaceAll(` on ${hostname()}<`, '<'),
    fixed: readFileSync(join(folder, 'fixed')),
  };
}

// Makes the pictures of docs/images and those that are looked at when a page is changed.
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { drawAll, startBrowser, stopBrowser, withPage } from './browser.mjs';
import { makePage } from './make.mjs';
import { certlift, root, work } from './places.mjs';
import { choose, playground, put } from './playground.mjs';
import { captured, terminalPage } from './terminal.mjs';

const images = join(root, 'docs/images');
const seen = join(root, 'build/browser/screenshots');
const folder = join(work, 'screenshots');
rmSync(folder, { recursive: true, force: true });
for (const needed of [images, seen, folder]) mkdirSync(needed, { recursive: true });
symlinkSync(certlift, join(folder, 'certlift'));
cpSync(join(root, 'examples/sub-application/applicationHost.config'), join(folder, 'applicationHost.config'));

async function screens(report) {
  for (const width of [360, 1280, 2560])
    for (const colorScheme of ['light', 'dark'])
      await withPage(report.url, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
        await drawAll(page);
        await page.screenshot({ path: join(seen, `report-${width}-${colorScheme}.png`), fullPage: true });
      });
}

/** From the top to the end of who gets in where: what is wrong, the site now and after the fix, and for whom it matters. */
async function reportForReadme(report) {
  await withPage(report.url, { viewport: { width: 1280, height: 900 } }, async (page) => {
    const end = await page.evaluate(() => Math.ceil(document.querySelector('table').getBoundingClientRect().bottom));
    await page.screenshot({ path: join(images, 'report.png'), fullPage: true, clip: { x: 0, y: 0, width: 1280, height: end + 24 } });
  });
}

async function terminalForReadme() {
  const columns = 100;
  const env = { PATH: `${folder}:${process.env.PATH}` }; // where it is called certlift
  const typed = 'certlift check applicationHost.config';
  const output = captured(typed, folder, columns, env);
  const path = join(folder, 'terminal.html');
  writeFileSync(path, terminalPage(typed, output, columns));
  await withPage(pathToFileURL(path).href, { viewport: { width: 1280, height: 900 } }, (page) =>
    page.locator('pre').screenshot({ path: join(images, 'terminal.png') }),
  );
}

/** Empty, with a failure, and with what needs consent. */
async function playgroundScreens() {
  const consent = put(readFileSync(join(root, 'tests/cli/much-consent.config')));
  for (const width of [360, 1280])
    for (const colorScheme of ['light', 'dark'])
      await withPage(playground, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
        const picture = async (state) => {
          if (await page.locator('#result').isVisible()) await page.frameLocator('#report').locator('html.scripted').waitFor();
          await page.screenshot({ path: join(seen, `playground-${state}-${width}-${colorScheme}.png`), fullPage: true });
        };
        await picture('empty');
        await choose(page, put('no configuration').path);
        await picture('failure');
        await choose(page, join(folder, 'applicationHost.config'));
        await picture('report');
        await choose(page, consent.path);
        await picture('consent');
      });
}

await startBrowser();
const report = await makePage(['check'], folder);
writeFileSync(report.path, report.html.replaceAll(` on ${hostname()}<`, ' on WEB01<')); // the same on every machine
await screens(report);
await reportForReadme(report);
await terminalForReadme();
if (playground) await playgroundScreens();
await stopBrowser();

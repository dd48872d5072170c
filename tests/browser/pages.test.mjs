// What every page has to be: quiet, alone, as wide as the screen, readable without scripts and in both colour schemes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawAll, faintPictureTexts, graveViolations, loadAxe, unfoldAll, withPage } from './browser.mjs';
import { run } from './make.mjs';
import { commands, pages, tellingPages } from './pages.mjs';

const phone = { viewport: { width: 360, height: 740 } };

/** A test for each page, a few at a time. */
function ofEach(title, some, test) {
  describe(title, { concurrency: 2 }, () => {
    for (const page of some) it(page.name, () => test(page));
  });
}

export default function register() {
  ofEach('A page loads without a complaint or a request, and fits a phone, and its pictures hold their texts', pages, ({ url }) =>
    withPage(url, phone, async (page) => {
      await unfoldAll(page);
      const { complaints, requested } = page;
      const tooWide = await page.evaluate(() => {
        const right = (element) => element.getBoundingClientRect().right;
        const isCut = (text) => right(text) > right(text.ownerSVGElement);
        const sticksOut = (element) => right(element) > innerWidth + 0.5 && !element.closest('pre, svg, .scroll');
        const found = [...document.querySelectorAll('svg text')].filter(isCut);
        found.push(...[...document.querySelectorAll('body *')].filter(sticksOut));
        return found.map((element) => element.outerHTML.slice(0, 120));
      });
      const [scrolled, seen] = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
      assert.deepEqual({ complaints, requested, tooWide }, { complaints: [], requested: [], tooWide: [] });
      assert.ok(scrolled <= seen, `the page is ${scrolled} pixels wide where ${seen} are seen`);
    }),
  );

  ofEach('A page can be read by everybody, in the light scheme and in the dark one', tellingPages, ({ url }) =>
    withPage(url, { colorScheme: 'light' }, async (page) => {
      await unfoldAll(page);
      await loadAxe(page);
      // The dark scheme differs in its colours only.
      const light = [...(await graveViolations(page)), ...(await faintPictureTexts(page))];
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = [...(await graveViolations(page, ['color-contrast'])), ...(await faintPictureTexts(page))];
      await page.emulateMedia({ colorScheme: 'light' });
      assert.deepEqual({ light, dark }, { light: [], dark: [] });
    }),
  );

  ofEach('A page says everything without scripts', tellingPages.filter(({ name }) => name.startsWith('check')), (made) =>
    withPage(made.url, { javaScriptEnabled: false }, async (page) => {
      const { targets } = made.hasFindings ? JSON.parse(await run(['check', '--format', 'json', ...made.options, ...made.files], made.folder)) : { targets: [] };
      await drawAll(page);
      const text = await page.locator('body').innerText();
      const missing = targets.flatMap((target) => target.findings.map((finding) => finding.message)).filter((message) => !text.includes(message.replaceAll('\u202e', '\\u202e')));
      assert.deepEqual(missing, []);
      assert.equal(await page.locator('.tools:visible').count(), 0, 'shows tools that do nothing');
      const folded = page.locator('details').first();
      if ((await folded.count()) === 0) return;
      await folded.locator('summary').first().click({ position: { x: 2, y: 8 } });
      assert.equal(await folded.getAttribute('open'), '', 'stays folded');
    }),
  );

  describe('The table of commands', () => {
    it('has every command that prints pages', async () => {
      const help = await run(['--help'], '.');
      const names = [...help.matchAll(/^ {2}([a-z]+) {2,}/gm)].map((match) => match[1]);
      assert.ok(names.includes('check'), help);
      const printing = [];
      for (const name of names) if (/--format .*\bhtml\b/.test((await run([name, '--help'], '.')).replace(/\n {10,}/g, ' '))) printing.push(name);
      assert.deepEqual(printing.filter((name) => !commands.some(({ words }) => words[0] === name)), []);
    });
  });
}
